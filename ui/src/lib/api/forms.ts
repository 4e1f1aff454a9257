import type { Craft } from "../bindings/Craft";
import type { Defaults } from "../bindings/Defaults";
import type { Form } from "../bindings/Form";
import type { FormSaved } from "../bindings/FormSaved";
import type { OwnPrompt } from "../bindings/OwnPrompt";
import { invoke } from "./bridge";

export const craft = () => invoke<Craft>("craft");
export const listForms = () => invoke<Form[]>("list_forms");
export const copyForm = (form: string) => invoke<Form>("copy_form", { form });
export const saveForm = (form: Form) => invoke<FormSaved>("save_form", { form });
export const putFormAway = (form: string, away: boolean) =>
  invoke<Craft>("put_form_away", { form, away });
export const savePrompt = (prompt: OwnPrompt) => invoke<Craft>("save_prompt", { prompt });
export const saveDefaults = (defaults: Defaults) => invoke<null>("save_defaults", { defaults });

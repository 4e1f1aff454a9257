import type { CustomForms } from "../bindings/CustomForms";
import type { Defaults } from "../bindings/Defaults";
import type { Form } from "../bindings/Form";
import type { FormSaved } from "../bindings/FormSaved";
import type { CustomPrompt } from "../bindings/CustomPrompt";
import { invoke } from "./bridge";

export const customForms = () => invoke<CustomForms>("custom_forms");
export const listForms = () => invoke<Form[]>("list_forms");
export const copyForm = (form: string) => invoke<Form>("copy_form", { form });
export const saveForm = (form: Form) => invoke<FormSaved>("save_form", { form });
export const archiveForm = (form: string, away: boolean) =>
  invoke<CustomForms>("archive_form", { form, away });
export const savePrompt = (prompt: CustomPrompt) => invoke<CustomForms>("save_prompt", { prompt });
export const saveDefaults = (defaults: Defaults) => invoke<null>("save_defaults", { defaults });

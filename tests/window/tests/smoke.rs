//! The real window opens.

use stillroom_window_tests::Window;

#[tokio::test]
async fn the_window_opens_on_the_page_and_says_nothing_in_its_title() {
    let window = Window::open("smoke").await;
    window.picture("door").await;
    assert_eq!(window.screen().titles(), ["Stillroom"]);
    window.end().await;
}

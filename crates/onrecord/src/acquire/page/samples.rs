//! Whole pages, invented: what is taken of each.

use super::article;

const FIRST: &str =
    "<p>A fire broke out at the port of Salvery on Friday, police said, and spread fast through the sheds.</p>";
const SECOND: &str =
    "<p>Nobody was hurt, according to the harbour master, who spoke to reporters at the scene later on.</p>";

/// The paragraphs taken of a page.
fn taken(html: &str) -> Vec<String> {
    let document = article("page", html, None, &mut Vec::new());
    document.text.split("\n\n").map(|it| it.split_whitespace().take(3).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn a_standfirst_before_the_article_is_taken() {
    let dek = "Two sheds burned down and the port of Salvery is closed until further notice";
    let page = format!(
        "<meta name=description content='{dek}'><main><header><h1>Fire at port</h1><div class=x>{dek}</div>
         <div class=byline>By A Writer, 3 May 2024</div></header><div>{FIRST}{SECOND}</div></main>"
    );
    assert_eq!(taken(&page), ["Two sheds burned", "A fire broke", "Nobody was hurt,"]);
    let named = page.replace("name=description", "name=other").replace("class=x", "class=standfirst");
    assert_eq!(taken(&named).len(), 3);
    let neither = page.replace("name=description", "name=other");
    assert_eq!(taken(&neither), ["A fire broke", "Nobody was hurt,"]);
}

#[test]
fn teasers_captions_and_biographies_are_not() {
    let page = format!(
        "<meta name=author content='Anna Moss'><article>{FIRST}<p><a href=x>Ferry sold to a new owner last week</a></p>
         <p>Sheds on fire in Salvery. (Photo: The Post)</p><p>Read more: Ferry sold</p>{SECOND}<p>STRAY</p>
         <p>The mayor, Anna Holt, said the port would open again within a week if the weather allowed it.</p>
         <p>Anna Moss is a reporter for The Post. She has covered ports and ferries since 2011.</p></article>"
    );
    assert_eq!(taken(&page), ["A fire broke", "Nobody was hurt,", "STRAY", "The mayor, Anna"]);
}

#[test]
fn of_several_articles_the_one_with_the_headline() {
    let other = "<article><h2>Ferry sold</h2><p>The ferry was sold on Monday to a company that nobody in the town had heard of.</p></article>";
    let page = format!("<main><article><h1>Fire at port</h1>{FIRST}{SECOND}</article>{other}</main>");
    assert_eq!(taken(&page), ["A fire broke", "Nobody was hurt,"]);
    let posts = format!("<h1>Live</h1><main><article>{FIRST}</article><article>{SECOND}</article></main>");
    assert_eq!(taken(&posts), ["A fire broke", "Nobody was hurt,"]);
}

#[test]
fn a_text_stated_apart_stands_in_where_the_page_has_none() {
    let text = "A fire broke out at the port of Salvery on Friday, police said.\\nNobody was hurt in it. ".repeat(8);
    let page = format!(
        r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Fire","articleBody":"{text}"}}</script>
           <div id=app><p>Please switch on scripts.</p></div>"#
    );
    assert_eq!(taken(&page).len(), 9);
}

#[test]
fn comments_consent_and_what_is_hidden_are_not() {
    let comment = "<p>I saw the fire from my window and it was a sight that I will never forget in all my life.</p>";
    let consent =
        "<p>We and our partners store cookies on your device and process personal data to show you advertising.</p>";
    let page = format!(
        "<div id=onetrust-consent-sdk>{0}{0}</div><main>{FIRST}<p>The port<span class=sr-only>, opens new tab</span> is closed
         to all ships that are longer than forty metres.</p>{SECOND}</main><div class=comments>{1}{1}{1}{1}</div>",
        consent, comment
    );
    assert_eq!(taken(&page), ["A fire broke", "The port is", "Nobody was hurt,"]);
}

#[test]
fn headings_by_element_class_and_type() {
    let page = format!(
        "<article>{FIRST}<h2>What is known</h2>{SECOND}<p class=crosshead>What comes next</p>{FIRST}
         <p><b>Who was there</b></p>{SECOND}<h2>Share this</h2></article>"
    );
    let document = article("page", &page, None, &mut Vec::new());
    let headings: Vec<_> = document.headings.iter().map(|it| &document.text[it.start()..it.end()]).collect();
    assert_eq!(headings, ["What is known", "What comes next", "Who was there"]);
}

#[test]
fn a_page_without_metadata_shows_who_and_when() {
    let page = format!(
        "<html lang=de><header>Montag, 6. Mai 2024</header><main><h1>Brand im Hafen</h1><p>Aktualisiert am 4. Mai 2024</p>
         <p>Von Anna Moss und Karl Holt</p><span class=date>3. Mai 2024, 10:15 Uhr</span>{FIRST}{SECOND}</main>"
    );
    let document = article("page", &page, None, &mut Vec::new());
    assert_eq!(document.published.unwrap().as_str(), "2024-05-03");
    assert_eq!(document.byline, ["Anna Moss", "Karl Holt"]);
    assert_eq!(document.title.as_deref(), Some("Brand im Hafen"));
}

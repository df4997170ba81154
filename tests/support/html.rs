//! As much of HTML as it takes to read the board's own pages, and to notice
//! when one of them is not well formed.

/// Elements that have no end tag.
const VOID: [&str; 8] = ["meta", "link", "input", "br", "hr", "img", "col", "wbr"];

/// One element with everything its start tag says.
#[derive(Clone, Debug)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// All text inside, of inner elements too.
    pub text: String,
    parent: Option<usize>,
}

impl Element {
    /// The attribute's value, empty when it has none or is not there.
    #[must_use]
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes
            .iter()
            .find(|(given, _)| given == name)
            .map_or("", |(_, value)| value.as_str())
    }

    #[must_use]
    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class").split_whitespace().any(|given| given == class)
    }
}

/// A page's elements in order, and what is wrong with its markup.
#[derive(Clone, Debug, Default)]
pub struct Html {
    pub elements: Vec<Element>,
    pub faults: Vec<String>,
}

/// A table as people read it.
#[derive(Clone, Debug)]
pub struct Table {
    pub caption: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Html {
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut page = Self::default();
        let mut open: Vec<usize> = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            page.add_text(&open, &rest[..at]);
            let Some(end) = end_of_tag(&rest[at..]) else {
                page.faults.push(format!("a tag does not end: {}", &rest[at..]));
                return page;
            };
            page.take_tag(&mut open, &rest[at + 1..at + end]);
            rest = &rest[at + end + 1..];
        }
        for left in open {
            let name = &page.elements[left].name;
            page.faults.push(format!("<{name}> is never closed"));
        }
        page
    }

    fn add_text(&mut self, open: &[usize], text: &str) {
        // The first line end of a text area belongs to the markup.
        let begins = open.last().is_some_and(|at| {
            let element = &self.elements[*at];
            element.name == "textarea" && element.text.is_empty()
        });
        let text = if begins { text.strip_prefix('\n').unwrap_or(text) } else { text };
        let text = unescaped(text);
        for at in open {
            self.elements[*at].text.push_str(&text);
        }
    }

    fn take_tag(&mut self, open: &mut Vec<usize>, tag: &str) {
        // A comment, the doctype, or one of leptos' markers.
        if tag.starts_with('!') {
            return;
        }
        if let Some(name) = tag.strip_prefix('/') {
            match open.pop() {
                Some(last) if self.elements[last].name == name => {}
                last => {
                    let inner = last.map(|last| self.elements[last].name.clone());
                    self.faults.push(format!("</{name}> closes {inner:?}"));
                }
            }
            return;
        }
        let closed = tag.ends_with('/');
        let (name, attributes) = parts(tag.trim_end_matches('/'));
        let ends_itself = closed || VOID.contains(&name.as_str());
        self.elements.push(Element {
            name,
            attributes,
            text: String::new(),
            parent: open.last().copied(),
        });
        if !ends_itself {
            open.push(self.elements.len() - 1);
        }
    }

    /// All elements of that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    /// All elements with that class.
    pub fn with_class<'a>(&'a self, class: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(move |element| element.has_class(class))
    }

    /// The first element of that name; it must be there.
    #[must_use]
    pub fn one(&self, name: &str) -> &Element {
        let found = self.elements.iter().find(|element| element.name == name);
        found.unwrap_or_else(|| panic!("no <{name}> on the page"))
    }

    /// The element of that id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.attribute("id") == id)
    }

    /// The text inside the first element of that class; it must be there.
    #[must_use]
    pub fn text_of(&self, class: &str) -> &str {
        let found = self.elements.iter().find(|element| element.has_class(class));
        &found.unwrap_or_else(|| panic!("nothing of class `{class}` on the page")).text
    }

    /// Name and value of every hidden field.
    #[must_use]
    pub fn hidden_fields(&self) -> Vec<(String, String)> {
        self.all("input")
            .filter(|input| input.attribute("type") == "hidden")
            .map(|input| (input.attribute("name").into(), input.attribute("value").into()))
            .collect()
    }

    /// Addresses of all links.
    #[must_use]
    pub fn links(&self) -> Vec<&str> {
        self.all("a").map(|link| link.attribute("href")).collect()
    }

    /// All tables of the page.
    #[must_use]
    pub fn tables(&self) -> Vec<Table> {
        let mut tables = Vec::new();
        for (at, element) in self.elements.iter().enumerate() {
            if element.name != "table" {
                continue;
            }
            let inside = |name: &str| -> Vec<usize> {
                (at..self.elements.len())
                    .filter(|inner| self.elements[*inner].name == name)
                    .filter(|inner| self.is_inside(*inner, at))
                    .collect()
            };
            let caption = inside("caption").first().map(|at| self.elements[*at].text.clone());
            let mut rows: Vec<Vec<String>> =
                inside("tr").into_iter().map(|row| self.cells(row)).collect();
            let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
            tables.push(Table { caption: caption.unwrap_or_default(), head, rows });
        }
        tables
    }

    /// The table whose caption begins like this; it must be there.
    #[must_use]
    pub fn table(&self, caption: &str) -> Table {
        let tables = self.tables();
        let captions: Vec<&str> = tables.iter().map(|table| table.caption.as_str()).collect();
        let at = captions.iter().position(|given| given.starts_with(caption));
        let at = at.unwrap_or_else(|| panic!("no table `{caption}` among {captions:?}"));
        tables[at].clone()
    }

    fn cells(&self, row: usize) -> Vec<String> {
        self.elements[row..]
            .iter()
            .filter(|cell| cell.parent == Some(row) && matches!(cell.name.as_str(), "td" | "th"))
            .map(|cell| cell.text.trim().to_owned())
            .collect()
    }

    fn is_inside(&self, inner: usize, outer: usize) -> bool {
        let mut at = inner;
        while let Some(parent) = self.elements[at].parent {
            if parent == outer {
                return true;
            }
            at = parent;
        }
        false
    }
}

impl Table {
    /// The cell in the row that begins like `row`, in the column of that name.
    #[must_use]
    pub fn cell(&self, row: &str, column: &str) -> &str {
        let at = self.head.iter().position(|name| name.trim() == column);
        let at = at.unwrap_or_else(|| panic!("no column `{column}` in {:?}", self.head));
        let found = self.rows.iter().find(|cells| cells[0].starts_with(row));
        let found = found.unwrap_or_else(|| panic!("no row `{row}` in `{}`", self.caption));
        &found[at]
    }

    /// The first cells of all rows.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.rows.iter().map(|row| row[0].as_str()).collect()
    }
}

/// Where a tag ends: at the first `>` outside quotes.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(at, character)| match character {
        '"' => {
            quoted = !quoted;
            None
        }
        '>' if !quoted => Some(at),
        _ => None,
    })
}

/// A start tag's name and attributes.
fn parts(tag: &str) -> (String, Vec<(String, String)>) {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return (name.to_owned(), attributes);
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let given = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = "";
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let end = quoted.find('"').unwrap_or(quoted.len());
            value = &quoted[..end];
            rest = quoted.get(end + 1..).unwrap_or("");
        }
        attributes.push((given, unescaped(value)));
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}

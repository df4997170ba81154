//! A small map by field: a form has some two hundred, and the standard maps
//! would be a tenth of the module.

/// Values by field, in the order of the fields' names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields<T>(Vec<(String, T)>);

/// Texts by field, as forms and the API name fields.
pub type Texts = Fields<String>;

impl<T> Default for Fields<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Fields<T> {
    fn find(&self, field: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(name, _)| name.as_str().cmp(field))
    }

    #[must_use]
    pub fn get(&self, field: &str) -> Option<&T> {
        self.find(field).ok().and_then(|at| self.0.get(at)).map(|(_, value)| value)
    }

    pub fn get_mut(&mut self, field: &str) -> Option<&mut T> {
        let at = self.find(field).ok()?;
        self.0.get_mut(at).map(|(_, value)| value)
    }

    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.find(field).is_ok()
    }

    /// Puts a value in, in place of the one that is there.
    pub fn put(&mut self, field: &str, value: T) {
        match self.find(field) {
            Ok(at) => {
                if let Some(entry) = self.0.get_mut(at) {
                    entry.1 = value;
                }
            }
            Err(at) => self.0.insert(at, (field.to_owned(), value)),
        }
    }

    pub fn take(&mut self, field: &str) -> Option<T> {
        self.find(field).ok().map(|at| self.0.remove(at).1)
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All fields with their values.
    pub fn all(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(field, value)| (field.as_str(), value))
    }

    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.iter().map(|(field, _)| field.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_one_value_and_its_place() {
        let mut texts = Texts::default();
        for (field, text) in [("R02", "b"), ("R01", "a"), ("R02", "c"), ("R01.note", "d")] {
            texts.put(field, text.to_owned());
        }
        let all: Vec<_> = texts.all().map(|(field, text)| (field, text.as_str())).collect();
        assert_eq!(all, [("R01", "a"), ("R01.note", "d"), ("R02", "c")]);
        assert_eq!(texts.take("R01").as_deref(), Some("a"));
        assert_eq!((texts.has("R01"), texts.len()), (false, 2));
    }
}

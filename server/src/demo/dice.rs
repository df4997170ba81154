//! Numbers that look thrown and are not: the same words give the same throws.

/// A splitmix64 sequence, seeded by what it is thrown for.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn of(words: &[&str]) -> Self {
        // FNV-1a, with a mark between the words.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for word in words {
            for byte in word.bytes().chain([0xff]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
        Self(hash)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of the whole numbers from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.abs_diff(low).saturating_add(1);
        low.saturating_add_unsigned(self.next() % width)
    }

    /// `number` changed by at most `per_mille` thousandths up or down.
    pub(super) fn shake(&mut self, number: i64, per_mille: i64) -> i64 {
        number * (1000 + self.between(-per_mille, per_mille)) / 1000
    }
}

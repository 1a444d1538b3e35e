//! All that an evaluation may know of the world outside: the virtual time and seeded chance.
//!
//! Nothing else in the crate may bring in a clock or chance.

use std::ops::Range;

use md5::{Digest, Md5};

use crate::time::Timestamp;

/// The generator xoshiro256++ 1.0, seeded through SplitMix64. The same seed gives the same numbers for ever.
///
/// Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators" (2019).
#[derive(Clone, Debug)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// A generator for `seed`.
    pub fn new(seed: u64) -> Random {
        let mut z = seed;
        let mut next = || {
            z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut x = z;
            x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            x ^ (x >> 31)
        };
        Random {
            state: [next(), next(), next(), next()],
        }
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let result = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (mut c, mut d) = (c ^ a, d ^ b);
        let (b, a) = (b ^ c, a ^ d);
        c ^= self.state[1] << 17;
        d = d.rotate_left(45);
        self.state = [a, b, c, d];
        result
    }

    /// A number in `0.0..1.0`, every multiple of 2⁻⁵³ equally likely.
    pub fn next_f64(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A random (version 4) UUID in lower case.
    pub fn uuid(&mut self) -> String {
        uuid(self.next_u64(), self.next_u64(), 4)
    }
}

/// `java.util.Random`, which AWS draws from by a seed.
///
/// Source: the specification of that class.
#[derive(Clone, Debug)]
pub struct JavaRandom {
    state: u64,
}

impl JavaRandom {
    const MULTIPLIER: u64 = 0x5_DEEC_E66D;
    const MASK: u64 = (1 << 48) - 1;

    /// A generator for `seed`.
    pub fn new(seed: i64) -> JavaRandom {
        JavaRandom {
            state: (seed.cast_unsigned() ^ Self::MULTIPLIER) & Self::MASK,
        }
    }

    fn next(&mut self, bits: u32) -> u64 {
        let product = self.state.wrapping_mul(Self::MULTIPLIER);
        self.state = product.wrapping_add(0xB) & Self::MASK;
        self.state >> (48 - bits)
    }

    /// `nextDouble()`
    pub fn next_f64(&mut self) -> f64 {
        let (high, low) = (self.next(26), self.next(27));
        ((high << 27) + low) as f64 / (1_u64 << 53) as f64
    }

    /// What `ints(range.start, range.end)` gives first; of an empty range its start.
    pub fn next_in(&mut self, range: Range<i32>) -> i32 {
        if range.is_empty() {
            return range.start;
        }
        match range.end.checked_sub(range.start) {
            Some(width) => range.start + self.next_below(width),
            // more than half of all numbers are in the range
            None => loop {
                let drawn = self.next(32) as u32;
                if range.contains(&drawn.cast_signed()) {
                    return drawn.cast_signed();
                }
            },
        }
    }

    /// `nextInt(bound)` of a bound from 1.
    fn next_below(&mut self, bound: i32) -> i32 {
        loop {
            let bits = self.next(31) as i32;
            if bound & (bound - 1) == 0 {
                return ((i64::from(bound) * i64::from(bits)) >> 31) as i32;
            }
            let value = bits % bound;
            // the last, incomplete stretch of numbers would make some likelier
            if (bits - value).checked_add(bound - 1).is_some() {
                return value;
            }
        }
    }
}

/// The UUID of a name, of version 3: always the same.
pub fn uuid_of_name(name: &str) -> String {
    let digest: [u8; 16] = Md5::digest(name).into();
    let bits = u128::from_be_bytes(digest);
    uuid((bits >> 64) as u64, bits as u64, 3)
}

fn uuid(high: u64, low: u64, version: u64) -> String {
    let high = (high & !0xf000) | (version << 12);
    let low = (low & !(0b11 << 62)) | (0b10 << 62);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}

/// What an expression or intrinsic function sees of the outside.
#[derive(Debug)]
pub struct Ambient<'a> {
    /// The virtual time.
    pub now: Timestamp,
    /// The run's one generator.
    pub random: &'a mut Random,
}

//! Prints the digests, one a line.

fn main() {
    for number in 0..tosei_portability::DIGESTS {
        println!("{:016x}", tosei_portability::digest_of(number));
    }
}

//! The raw interface to the browser: linear memory and two numbers.

#![expect(unsafe_code, reason = "exports without wasm-bindgen hand memory over by address")]

/// Memory for `len` bytes, to be filled and given to [`answer_all`].
#[unsafe(no_mangle)]
extern "C" fn alloc(len: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; len].into_boxed_slice()).cast()
}

/// Answers the UTF-8 lines at `ptr` and frees them. The answers' address is in
/// the upper, their length in the lower 32 bits; they are never freed, a test
/// asks once.
///
/// # Safety
/// `ptr` must come from [`alloc`] called with the same `len`, and be used once.
#[unsafe(no_mangle)]
unsafe extern "C" fn answer_all(ptr: *mut u8, len: usize) -> u64 {
    // SAFETY: `alloc` made exactly this box, and the caller gives it up.
    let lines = unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(ptr, len)) };
    let answers = crate::answer::answer_all(&String::from_utf8_lossy(&lines)).into_bytes();
    let answers = Box::leak(answers.into_boxed_slice());
    ((answers.as_ptr() as u64) << 32) | answers.len() as u64
}

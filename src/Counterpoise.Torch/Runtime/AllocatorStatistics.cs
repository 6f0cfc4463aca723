namespace Counterpoise.Torch;

/// <summary>The caching allocator's books, big blocks only.</summary>
/// <param name="MappedBytes">Taken from the system, used or kept.</param>
/// <param name="UsedBytes">In use by tensors.</param>
/// <param name="PeakBytes">The most in use at once.</param>
/// <param name="Hits">Requests served from kept blocks.</param>
/// <param name="Misses">Requests that mapped new memory.</param>
public sealed record AllocatorStatistics(long MappedBytes, long UsedBytes, long PeakBytes, long Hits, long Misses);

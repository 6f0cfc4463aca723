namespace Counterpoise.Torch.Files;

/// <summary>How far a fetch is.</summary>
/// <param name="Bytes">The bytes that are here, those of an earlier, broken fetch included.</param>
/// <param name="TotalBytes">The size of the file, or null when the server does not tell it.</param>
public readonly record struct FetchProgress(long Bytes, long? TotalBytes);

using Counterpoise.Options;

namespace Counterpoise.Data.Matlab;

/// <summary>Limits of reading MAT-files.</summary>
public sealed record MatlabReadOptions
{
    /// <summary>Largest file in bytes, at least 1024. Default 256 MiB.</summary>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>
    /// Largest size of one variable after decompression in bytes, at least 1024. Default 512 MiB. A small file can claim to unpack to a
    /// huge one.
    /// </summary>
    public long MaxVariableBytes { get; init; } = 512L << 20;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate() => new OptionsCheck(nameof(MatlabReadOptions))
        .Require(MaxBytes >= 1024, nameof(MaxBytes), MaxBytes, "expected at least 1024")
        .Require(MaxVariableBytes >= 1024, nameof(MaxVariableBytes), MaxVariableBytes, "expected at least 1024")
        .ThrowIfAny();
}

using Counterpoise.Options;
using Counterpoise.Serving.Listening;

namespace Counterpoise.Serving;

/// <summary>What is served, where, and within which limits.</summary>
public sealed record ServingOptions
{
    /// <summary>
    /// A run's folder, its weight file, a saved model of tables or on frozen features, or an ONNX file that <c>export</c> has written.
    /// </summary>
    public required string Model { get; init; }

    /// <summary>The address to listen at. Default 127.0.0.1: this machine alone.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port, 0 to 65535; 0 takes a free one. Default 8080.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>What clients must send as <c>Authorization: Bearer KEY</c>, at least 16 characters; null for nothing. Needed beyond
    /// loopback addresses.</summary>
    public string? ApiKey { get; init; }

    /// <summary>A certificate with its key (.pfx) for TLS; null for plain HTTP.</summary>
    public string? Certificate { get; init; }

    /// <summary>Password of the certificate; null for none.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>Images that run together at most, 1 to 1,024. Default 16.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>How long a first image waits for others, 0 to 1,000 ms. Default 2 ms.</summary>
    public TimeSpan BatchWait { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Images that may wait; more are answered with 503. Default 256.</summary>
    public int QueueLimit { get; init; } = 256;

    /// <summary>Largest request in bytes; larger ones are answered with 413. Default 20 MiB.</summary>
    public long MaximumRequestBytes { get; init; } = 20 << 20;

    /// <summary>Largest image in pixels; larger ones are answered with 400. Default 40 million.</summary>
    public long MaximumPixels { get; init; } = 40_000_000;

    /// <summary>How long an answer may take; later it is 504. Default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The folder that other versions may be loaded from while serving; null for none. Needs an API key.</summary>
    public string? ModelsFolder { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate() => new OptionsCheck(nameof(ServingOptions))
        .RequireListener(Host, Port, ApiKey)
        .Require(BatchSize is >= 1 and <= 1024, $"{nameof(BatchSize)} is {BatchSize}; expected 1 to 1024")
        .Require(BatchWait >= TimeSpan.Zero && BatchWait <= TimeSpan.FromSeconds(1),
            $"{nameof(BatchWait)} is {BatchWait}; expected 0 to 1 s")
        .Require(QueueLimit >= 1, $"{nameof(QueueLimit)} is {QueueLimit}; expected at least 1")
        .Require(MaximumRequestBytes >= 1024, $"{nameof(MaximumRequestBytes)} is {MaximumRequestBytes}; expected at least 1024")
        .Require(MaximumPixels >= 1, $"{nameof(MaximumPixels)} is {MaximumPixels}; expected at least 1")
        .Require(Timeout > TimeSpan.Zero, $"{nameof(Timeout)} is {Timeout}; expected above 0")
        .Require(ModelsFolder is null || ApiKey is not null,
            $"{nameof(ModelsFolder)} lets clients change the model, and there is no {nameof(ApiKey)}; expected a key")
        .ThrowIfAny();
}

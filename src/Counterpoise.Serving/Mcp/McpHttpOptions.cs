using Counterpoise.Lifecycle.Mcp;
using Counterpoise.Options;
using Counterpoise.Serving.Listening;

namespace Counterpoise.Serving.Mcp;

/// <summary>What agents may touch over HTTP, and where the server listens.</summary>
public sealed record McpHttpOptions
{
    /// <summary>What the server may touch.</summary>
    public required McpServingOptions Tools { get; init; }

    /// <summary>The address to listen at. Default 127.0.0.1: this machine alone.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port, 0 to 65535; 0 takes a free one. Default 8090.</summary>
    public int Port { get; init; } = 8090;

    /// <summary>What clients must send as <c>Authorization: Bearer KEY</c>, at least 16 characters; null for nothing. Needed beyond
    /// loopback addresses.</summary>
    public string? ApiKey { get; init; }

    /// <summary>A certificate with its key (.pfx) for TLS; null for plain HTTP.</summary>
    public string? Certificate { get; init; }

    /// <summary>Password of the certificate; null for none.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate()
    {
        Tools.Validate();
        new OptionsCheck(nameof(McpHttpOptions)).RequireListener(Host, Port, ApiKey).ThrowIfAny();
    }
}

using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.Federated.Transport;

/// <summary>How a client reaches the server of its federation.</summary>
public sealed record FederationConnection
{
    /// <summary>The server, such as <c>http://127.0.0.1:5000</c>, or https where it has a certificate.</summary>
    public required Uri Server { get; init; }

    /// <summary>The server's secret; null, the default, for none.</summary>
    public string? Token { get; init; }

    /// <summary>How long a client tries to reach a server that is not there, or that went away; default one minute.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Largest message in bytes that is taken, at least 1,024; default 256 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 256 << 20;

    /// <summary>
    /// SHA-256 of the server's certificate in hexadecimal, where it is signed by nobody that this machine trusts; null, the default, trusts
    /// as the machine does.
    /// </summary>
    public string? CertificateFingerprint { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate() => new OptionsCheck(nameof(FederationConnection))
        .Require(Server is { IsAbsoluteUri: true, Scheme: "http" or "https" },
            $"{new SettingPart(nameof(Server))} is '{Server}'; expected an address such as http://127.0.0.1:5000")
        .Require(Server is not { IsAbsoluteUri: true, Scheme: "http", IsLoopback: false } || Token is null,
            $"{new SettingPart(nameof(Token))} would travel to {Server} in the clear: use https")
        .Require(Patience >= TimeSpan.Zero, nameof(Patience), Patience, "expected 0 or more")
        .Require(MaxMessageBytes >= 1024, nameof(MaxMessageBytes), MaxMessageBytes, "expected at least 1024")
        .ThrowIfAny();
}

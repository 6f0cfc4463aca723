using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.Federated.Transport;

/// <summary>Where a server of a federation listens, and whom it lets in.</summary>
public sealed record FederationEndpoint
{
    /// <summary>
    /// Address to listen at; default 127.0.0.1, which only this machine reaches. 0.0.0.0 for all: then set a certificate and a token.
    /// </summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Port, 0 to 65535; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>File of a certificate with its key (PFX) for TLS; null, the default, for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>Password of the certificate's file; null for none.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>A secret that clients must send; null, the default, for none.</summary>
    public string? Token { get; init; }

    /// <summary>Largest message in bytes that is taken, at least 1,024; default 256 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 256 << 20;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate() => new OptionsCheck(nameof(FederationEndpoint))
        .Require(System.Net.IPAddress.TryParse(Address, out var _),
            $"{new SettingPart(nameof(Address))} is '{Address}'; expected an IP address such as 127.0.0.1")
        .Require(Port is >= 0 and <= 65535, nameof(Port), Port, "expected 0 to 65535")
        .Require(Certificate is null || File.Exists(Certificate),
            $"{new SettingPart(nameof(Certificate))} '{Certificate}' is not there; expected a PFX file")
        .Require(Token is not "", $"{new SettingPart(nameof(Token))} is empty; expected a secret, or null for none")
        .Require(MaxMessageBytes >= 1024, nameof(MaxMessageBytes), MaxMessageBytes, "expected at least 1024")
        .Require(System.Net.IPAddress.TryParse(Address, out var address)
            && (System.Net.IPAddress.IsLoopback(address) || Token is not null),
            $"{new SettingPart(nameof(Address))} {Address} is reached from other machines: set {new SettingPart(nameof(Token))}, and "
            + $"{new SettingPart(nameof(Certificate))} so that it does not travel in the clear")
        .ThrowIfAny();
}

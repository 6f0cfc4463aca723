using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Counterpoise.Federated.Rounds;

/// <summary>What determines the numbers of a federation, as text: the server and all clients must have the same.</summary>
internal static class FederatedSettings
{
    /// <summary>The number of rounds is left out, so that a finished federation can go on for more.</summary>
    internal static string Describe(IFederatedMethod method, FederatedOptions options) =>
        method.Name + " " + JsonSerializer.Serialize(options with { Rounds = 1,
            RelabelRound = options.Relabel == RelabelKind.None ? 0 : options.RelabelRound });

    internal static string Fingerprint(IFederatedMethod method, FederatedOptions options) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Describe(method, options))));
}

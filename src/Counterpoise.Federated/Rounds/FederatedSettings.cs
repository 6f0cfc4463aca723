using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Counterpoise.Federated.Rounds;

/// <summary>What determines the numbers of a federation, as text: the server and all clients must have the same.</summary>
internal static class FederatedSettings
{
    /// <summary>The number of rounds is left out, so that a finished federation can go on for more.</summary>
    internal static string Describe(IFederatedMethod method, FederatedOptions options) => method.Name + " " + new JsonObject
    {
        // Explicit names, as the first files have them: no name of C# may change what a state is known by.
        ["Rounds"] = 1,
        ["LocalEpochs"] = options.LocalEpochs,
        ["BatchSize"] = options.BatchSize,
        ["LearningRate"] = options.LearningRate,
        ["Momentum"] = options.Momentum,
        ["WeightDecay"] = options.WeightDecay,
        ["ClientFraction"] = options.ClientFraction,
        ["RateDropRound"] = options.RateDropRound,
        ["RateDropFactor"] = options.RateDropFactor,
        ["Relabel"] = (int)options.Relabel,
        ["RelabelRound"] = options.Relabel == RelabelKind.None ? 0 : options.RelabelRound,
        ["RelabelPeriod"] = options.RelabelPeriod,
        ["FedReLa"] = new JsonObject
        {
            ["Percentage"] = options.FedReLa.Percentage,
            ["ConstantThreshold"] = options.FedReLa.ConstantThreshold,
            ["PlainPosterior"] = options.FedReLa.PlainPosterior,
            ["Passes"] = options.FedReLa.Passes,
        },
        ["KeepLocalNorm"] = options.KeepLocalNorm,
        ["Augmentation"] = (int)options.Augmentation,
        ["SharesCounts"] = options.SharesCounts,
        ["Seed"] = options.Seed,
    }.ToJsonString();

    internal static string Fingerprint(IFederatedMethod method, FederatedOptions options) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Describe(method, options))));
}

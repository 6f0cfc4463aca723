using Counterpoise.Federated.Rounds;
using Counterpoise.Learning.Models;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Federated;

/// <summary>Clouds of points in eight dimensions, one per class, dealt unevenly to clients.</summary>
internal static class Toy
{
    public const int Classes = 3;

    public static readonly FederatedOptions Options = new() { Rounds = 6, LocalEpochs = 2, BatchSize = 16, LearningRate = 0.05,
        Momentum = 0.5, Seed = 3 };

    public static Func<EmbeddingClassifier> Network(bool norm = false, ScalarType type = ScalarType.Float32) => () =>
    {
        var hidden = norm ? nn.Sequential(nn.Linear(8, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 6))
            : nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 6));
        var network = new NetworkClassifier(hidden, nn.Linear(6, Classes), "toy");
        network.to(type);
        return network;
    };

    /// <summary>Client k holds many rows of class k % 3 and few of the others.</summary>
    public static ClientData[] Clients(int count, ScalarType type = ScalarType.Float32) =>
    [
        .. Enumerable.Range(0, count).Select(k =>
        {
            int[] labels = [.. Enumerable.Repeat(k % Classes, 40), .. Enumerable.Repeat((k + 1) % Classes, 8),
                .. Enumerable.Repeat((k + 2) % Classes, k == 0 ? 0 : 3)];
            return new ClientData($"site {k}", Points(labels, (ulong)k, type), labels, Classes);
        }),
    ];

    public static (Tensor Inputs, int[] Labels) Test()
    {
        int[] labels = [.. Enumerable.Range(0, 300).Select(i => i % Classes)];
        return (Points(labels, 99, ScalarType.Float32), labels);
    }

    public static double Accuracy(EmbeddingClassifier network, IFederatedMethod method)
    {
        var (inputs, labels) = Test();
        var probabilities = GlobalEvaluation.Predict(network, method, inputs);
        return labels.Where((label, i) => Enumerable.Range(0, Classes).MaxBy(c => probabilities[(i * Classes) + c]) == label)
            .Count() / (double)labels.Length;
    }

    private static Tensor Points(int[] labels, ulong seed, ScalarType type)
    {
        var random = new RandomStream(seed, "points");
        double[] values = [.. labels.SelectMany(label => Enumerable.Range(0, 8)
            .Select(d => (1.6 * (d % Classes == label ? 1 : 0)) + (0.7 * random.NextNormal())))];
        return torch.tensor(values, [labels.Length, 8], dtype: ScalarType.Float64).to_type(type);
    }
}

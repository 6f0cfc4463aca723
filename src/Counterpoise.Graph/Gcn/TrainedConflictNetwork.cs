using Counterpoise.Graph.Generators;
using Counterpoise.Torch;

namespace Counterpoise.Graph.Gcn;

/// <summary>A trained conflict network with a threshold for each type.</summary>
public sealed class TrainedConflictNetwork : IDisposable
{
    private const int Chunk = 256;
    private readonly IReadOnlyList<AppNetwork> _networks;

    internal TrainedConflictNetwork(ConflictNetwork network, IReadOnlyList<AppNetwork> networks) =>
        (Network, _networks) = (network, networks);

    /// <summary>The network.</summary>
    public ConflictNetwork Network { get; }

    /// <summary>The probability from which direct, indirect and implicit are said.</summary>
    public double[] Thresholds { get; } = [0.5, 0.5, 0.5];

    /// <summary>Probabilities of the types of windows and of each app being a cause.</summary>
    /// <param name="windows">Windows of the networks of training, or of others through <paramref name="networks"/>.</param>
    /// <param name="networks">The networks; null for those of training.</param>
    /// <param name="without">An app whose changes are taken back; −1 for none.</param>
    /// <returns>For each window three probabilities, and one for each app.</returns>
    /// <exception cref="ArgumentException">The model was read from a file, which holds no networks, and none are given.</exception>
    public (double[] Types, double[] Causes)[] Predict(IReadOnlyList<ConflictWindow> windows, IReadOnlyList<AppNetwork>? networks = null,
        int without = -1) => Predict(windows, networks, without, null);

    private (double[] Types, double[] Causes)[] Predict(IReadOnlyList<ConflictWindow> windows, IReadOnlyList<AppNetwork>? networks,
        int without, Dictionary<ConflictWindow, float[]>? known)
    {
        ArgumentNullException.ThrowIfNull(windows);
        networks ??= _networks;
        if (windows.Count > 0 && networks.Count == 0)
        {
            throw new ArgumentException("a model that was read from a file holds no networks of apps: give those of the windows",
                nameof(networks));
        }

        var results = new (double[] Types, double[] Causes)[windows.Count];
        Network.eval();
        using var guard = torch.no_grad();
        for (var first = 0; first < windows.Count; first += Chunk)
        {
            using var scope = torch.NewDisposeScope();
            ConflictWindow[] part = [.. windows.Skip(first).Take(Chunk)];
            var batch = ConflictBatch.Make(networks, part, without, known);
            var (types, causes) = Network.Run(batch.Nodes, batch.Edges, batch.Graphs, batch.AppRows);
            double[] t = types.sigmoid().to_type(ScalarType.Float64).ToArray<double>(),
                c = causes.sigmoid().to_type(ScalarType.Float64).ToArray<double>();
            for (var w = 0; w < part.Length; w++)
            {
                results[first + w] = (t[(3 * w)..((3 * w) + 3)], c[batch.FirstApp[w]..batch.FirstApp[w + 1]]);
            }
        }

        return results;
    }

    /// <summary>What is said of windows: types from their thresholds, the cause among the apps that changed something.</summary>
    /// <param name="windows">Windows.</param>
    /// <param name="networks">The networks; null for those of training.</param>
    public ConflictFinding[] Judge(IReadOnlyList<ConflictWindow> windows, IReadOnlyList<AppNetwork>? networks = null)
    {
        ArgumentNullException.ThrowIfNull(windows);
        var predicted = Predict(windows, networks);
        return [.. windows.Select((w, i) => new ConflictFinding(
            (ConflictTypes)Enumerable.Range(0, 3).Sum(t => predicted[i].Types[t] >= Thresholds[t] ? 1 << t : 0),
                Likeliest(w, predicted[i].Causes)))];
    }

    /// <summary>
    /// The cause by counterfactual: the app without whose changes the probability of a conflict falls most; −1 where nobody changed
    /// anything.
    /// </summary>
    /// <param name="window">The window.</param>
    /// <param name="networks">The networks; null for those of training.</param>
    public int Counterfactual(ConflictWindow window, IReadOnlyList<AppNetwork>? networks = null)
    {
        ArgumentNullException.ThrowIfNull(window);
        return window.Changes.Select(c => c.App).Distinct().Order().DefaultIfEmpty(-1)
            .MinBy(app => app < 0 ? 0 : Predict([window], networks, app)[0].Types.Max());
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    internal static int Likeliest(ConflictWindow window, double[] causes) =>
        window.Changes.Select(c => c.App).Distinct().Order().DefaultIfEmpty(-1).MaxBy(a => a < 0 ? 0 : causes[a]);

    /// <summary>Tunes thresholds and returns the macro-F1 that they reach.</summary>
    internal double Tune(IReadOnlyList<ConflictWindow> windows, Dictionary<ConflictWindow, float[]> known)
    {
        var predicted = Predict(windows, null, -1, known);
        var sum = 0.0;
        for (var t = 0; t < 3; t++)
        {
            int[] labels = [.. windows.Select(w => ((int)w.Types >> t) & 1)];
            double[] scores = [.. predicted.Select(p => p.Types[t])];
            Thresholds[t] = ConflictTraining.BestThreshold(labels, scores);
            sum += ConflictComparison.F1(labels, [.. scores.Select(s => s >= Thresholds[t] ? 1 : 0)]) / 3;
        }

        return sum;
    }
}

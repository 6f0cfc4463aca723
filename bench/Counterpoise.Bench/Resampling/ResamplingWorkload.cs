using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.Bench.Resampling;

/// <summary>
/// A case: a method, and normal rows of which every tenth is of the minority, shifted by half a deviation in each column.
/// Independent normal columns are the hardest data for a neighbour search: nothing can be pruned.
/// </summary>
/// <param name="Name">Name of the case, the same for the peer.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns; 0 for scores.</param>
/// <param name="Run">The measured call.</param>
/// <param name="OwnPeer">The case of ours that this one is measured against; null for the peer's case of the same name.</param>
internal sealed record ResamplingWorkload(string Name, int Rows, int Columns, Action<DenseMatrix, int[]> Run, string? OwnPeer = null)
{
    private const string AgainstOwnSmote = "-to-own-smote";

    private static readonly Dictionary<string, Action<DenseMatrix, int[]>> Methods = new()
    {
        ["smote"] = Of(new Smote()),
        ["borderline"] = Of(new BorderlineSmote()),
        ["adasyn"] = Of(new Adasyn()),
        ["tomek"] = Of(new TomekLinks()),
        ["enn"] = Of(new EditedNearestNeighbours()),
        ["smote-tomek"] = Of(new SmoteTomek()),
        ["smote-enn"] = Of(new SmoteEnn()),
        // The peer of QC-SMOTE is plain SMOTE, imbalanced-learn's or ours: a ratio of 0.2 means five times its time.
        ["qc-smote"] = Of(new QcSmote()),
        ["qc-smote" + AgainstOwnSmote] = Of(new QcSmote()),
        ["auroc"] = (scores, labels) => Auroc.Of(labels, scores.Data),
        ["average-precision"] = (scores, labels) => AveragePrecision.Of(labels, scores.Data),
    };

    /// <summary>The cases that run when none is named: those with an aim, and how each grows with the rows.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        "smote-175000x30", "smote-1000000x30", "borderline-175000x30", "adasyn-175000x30",
        "tomek-30000x63", "enn-30000x63", "smote-tomek-30000x63", "smote-enn-30000x63",
        "auroc-10000000", "average-precision-10000000",
        "smote-10000x30", "smote-100000x30", "smote-10000x8", "smote-1000000x8", "borderline-10000x30", "adasyn-10000x30",
        "tomek-10000x63", "enn-10000x63", "smote-tomek-10000x63", "smote-enn-10000x63",
        "qc-smote-10000x8", "qc-smote-10000x30", "qc-smote-100000x30", "qc-smote-175000x30",
        "qc-smote-to-own-smote-10000x8", "qc-smote-to-own-smote-175000x30",
    ];

    /// <summary>Methods whose growth with the rows is shown.</summary>
    internal static IReadOnlyList<string> Growing { get; } =
        ["smote", "borderline", "adasyn", "tomek", "enn", "smote-tomek", "smote-enn", "qc-smote"];

    /// <summary>The case of a name: METHOD-ROWSxCOLUMNS, or METHOD-ROWS for scores.</summary>
    internal static ResamplingWorkload Named(string name)
    {
        var dash = name.LastIndexOf('-');
        var shape = name[(dash + 1)..].Split('x');
        if (dash < 0 || !Methods.TryGetValue(name[..dash], out var run) || shape.Length > 2
            || !shape.All(n => int.TryParse(n, out var value) && value > 0))
        {
            throw new ArgumentException(
                $"no case '{name}'; a case is METHOD-ROWSxCOLUMNS, METHOD one of {string.Join(", ", Methods.Keys)}, as in {Names[0]}");
        }

        var size = Array.ConvertAll(shape, int.Parse);
        return new(name, size[0], size.Length == 2 ? size[1] : 0, run,
            name.Contains(AgainstOwnSmote, StringComparison.Ordinal) ? "smote-" + string.Join('x', shape) : null);
    }

    internal (DenseMatrix Features, int[] Labels) Data()
    {
        var labels = new int[Rows];
        var features = new DenseMatrix(Rows, Math.Max(1, Columns), new NumPyRandomState(7).StandardNormal(Rows * Math.Max(1, Columns)));
        for (var i = 0; i < Rows; i++)
        {
            labels[i] = i % 10 == 0 ? 1 : 0;
            foreach (ref var value in features.Row(i))
            {
                value += 0.5 * labels[i];
            }
        }

        return (features, labels);
    }

    private static Action<DenseMatrix, int[]> Of(IResampler resampler) =>
        (features, labels) => resampler.Resample(features, labels, new NumPyRandomState(1));
}

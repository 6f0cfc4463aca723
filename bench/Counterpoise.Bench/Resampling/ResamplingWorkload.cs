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
    internal static IReadOnlyList<ResamplingWorkload> All { get; } =
    [
        Of("smote-175000x30", 175_000, 30, new Smote()),
        Of("smote-1000000x30", 1_000_000, 30, new Smote()),
        Of("borderline-175000x30", 175_000, 30, new BorderlineSmote()),
        Of("adasyn-175000x30", 175_000, 30, new Adasyn()),
        Of("tomek-30000x63", 30_000, 63, new TomekLinks()),
        Of("enn-30000x63", 30_000, 63, new EditedNearestNeighbours()),
        Of("smote-tomek-30000x63", 30_000, 63, new SmoteTomek()),
        Of("smote-enn-30000x63", 30_000, 63, new SmoteEnn()),
        new("auroc-10000000", 10_000_000, 0, (scores, labels) => Auroc.Of(labels, scores.Data)),
        new("average-precision-10000000", 10_000_000, 0, (scores, labels) => AveragePrecision.Of(labels, scores.Data)),
        // How each grows; 10^6 rows take the peer of Borderline and ADASYN many minutes, those of the others hours.
        Of("smote-10000x30", 10_000, 30, new Smote()),
        Of("smote-100000x30", 100_000, 30, new Smote()),
        Of("smote-10000x8", 10_000, 8, new Smote()),
        Of("smote-1000000x8", 1_000_000, 8, new Smote()),
        Of("borderline-10000x30", 10_000, 30, new BorderlineSmote()),
        Of("adasyn-10000x30", 10_000, 30, new Adasyn()),
        Of("tomek-10000x63", 10_000, 63, new TomekLinks()),
        Of("enn-10000x63", 10_000, 63, new EditedNearestNeighbours()),
        Of("smote-tomek-10000x63", 10_000, 63, new SmoteTomek()),
        Of("smote-enn-10000x63", 10_000, 63, new SmoteEnn()),
        // The peer of QC-SMOTE is plain SMOTE, imbalanced-learn's and then ours: a ratio of 0.2 means five times its time.
        Of("qc-smote-10000x8", 10_000, 8, new QcSmote()),
        Of("qc-smote-10000x30", 10_000, 30, new QcSmote()),
        Of("qc-smote-100000x30", 100_000, 30, new QcSmote()),
        Of("qc-smote-175000x30", 175_000, 30, new QcSmote()),
        Of("qc-smote-to-own-smote-10000x8", 10_000, 8, new QcSmote(), "smote-10000x8"),
        Of("qc-smote-to-own-smote-175000x30", 175_000, 30, new QcSmote(), "smote-175000x30"),
    ];

    internal static ResamplingWorkload Named(string name) => All.FirstOrDefault(w => w.Name == name)
        ?? throw new ArgumentException($"no case '{name}'; the cases are {string.Join(", ", All.Select(w => w.Name))}");

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

    private static ResamplingWorkload Of(string name, int rows, int columns, IResampler resampler, string? ownPeer = null) =>
        new(name, rows, columns, (features, labels) => resampler.Resample(features, labels, new NumPyRandomState(1)), ownPeer);
}

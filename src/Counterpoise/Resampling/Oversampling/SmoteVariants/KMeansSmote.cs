using Counterpoise.Clustering;
using Counterpoise.Messages;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// KMeans-SMOTE: clusters all rows, keeps the clusters in which the class is frequent enough, and runs SMOTE in each, with a
/// share of the new rows proportional to its sparsity <c>mean distance^e / n</c>.
/// </summary>
/// <remarks>
/// The shares are rounded up, so a class may get a few rows more than asked; the notes say so. Time O(cluster rows^2 * columns).
/// Follows imbalanced-learn 0.10 with its default mini-batch k-means draw by draw; rows are equal as long as no two candidates
/// of the clustering tie to within rounding.
/// Reference: Last, Douzas and Bacao, "Oversampling for imbalanced learning based on k-means and SMOTE", arXiv:1711.00837.
/// </remarks>
public sealed class KMeansSmote : IResampler
{
    private readonly KMeansSmoteOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default eight clusters.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public KMeansSmote(KMeansSmoteOptions? options = null)
    {
        _options = options ?? new KMeansSmoteOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features, threads: _options.Neighbors.Threads);
        var steps = new RandomSteps(rng);
        var targets = _options.Strategy.Resolve(classes, Kind);
        var result = new ResultBuilder(features, labels, targets.Values.Sum(), _options.Neighbors.Threads);
        foreach (var (label, count) in targets.Where(target => target.Value > 0))
        {
            var clusters = MiniBatchKMeans.Labels(features, _options.Clusters, steps.Next(), cancellationToken);
            var threshold = _options.Clusters == 1 ? double.NegativeInfinity : _options.BalanceThreshold
                ?? ((double)count / targets.Values.Sum() / 2);
            var grown = Eligible(clusters, labels, label, threshold);
            var sparsities = grown.Select(rows => Sparsity(features, rows)).ToArray();
            var total = PairwiseSum.Of(sparsities);
            var before = result.Count;
            for (var i = 0; i < grown.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var rows = grown[i];
                // Where all rows of the grown clusters are one point each, the clusters share evenly.
                var share = total > 0 ? sparsities[i] / total : 1.0 / grown.Count;
                var plan = Interpolation.Plan(steps.Next(), rows.Length, _options.K, (int)Math.Ceiling(count * share), 1.0);
                var index = new NeighborIndex(features.SelectRows(rows), _options.Neighbors);
                var partners = Interpolation.Partners(index, [.. Enumerable.Range(0, rows.Length)], plan, _options.K, cancellationToken);
                Interpolation.Append(result, features, label, rows, Array.ConvertAll(partners, p => rows[p]), plan);
            }

            if (result.Count - before != count)
            {
                result.Note($"class {new ClassPart(label)}: rounding up per cluster made {result.Count - before} rows of the "
                    + $"{count} that were asked");
            }
        }

        return result.Build();
    }

    /// <summary>The rows of the class in each cluster where it is frequent enough.</summary>
    private List<int[]> Eligible(int[] clusters, int[] labels, int label, double threshold)
    {
        var grown = new List<int[]>();
        for (var c = 0; c < _options.Clusters; c++)
        {
            var members = Enumerable.Range(0, labels.Length).Where(i => clusters[i] == c).ToArray();
            var own = Array.FindAll(members, i => labels[i] == label);
            if (members.Length > 0 && (double)own.Length / members.Length >= threshold && own.Length > _options.K)
            {
                grown.Add(own);
            }
        }

        return grown.Count > 0
            ? grown
            : throw new DataMismatchException(
                $"no cluster holds more than {_options.K} rows of class {new ClassPart(label)} with a share of at least {threshold:G4}",
                Remedy(labels.Count(l => l == label)));
    }

    /// <summary>A class of K rows or fewer has no K neighbours in any cluster, nor without clusters.</summary>
    private Remedy Remedy(int rows) => rows > _options.K
        ? new Remedy(RemedyKind.PlainSmote, "lower BalanceThreshold, change Clusters or use SMOTE")
        : rows > 1 ? Messages.Remedy.FewerNeighbors("k", rows - 1, orCopies: true)
        : new Remedy(RemedyKind.Copies, $"use {nameof(RandomOverSampler)}");

    private double Sparsity(DenseMatrix features, int[] rows)
    {
        var sums = new double[rows.Length];
        Parallel.For(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = _options.Neighbors.Threads }, i =>
        {
            foreach (var other in rows)
            {
                sums[i] += Math.Sqrt(ExactDistance.Squared(features.Row(rows[i]), features.Row(other)));
            }
        });
        var mean = sums.Sum() / (((double)rows.Length * rows.Length) - rows.Length);
        var exponent = _options.DensityExponent ?? (Math.Pow(Math.Log(rows.Length, 1.6), 1.8) * 0.16);
        return Math.Pow(mean, exponent) / rows.Length;
    }
}

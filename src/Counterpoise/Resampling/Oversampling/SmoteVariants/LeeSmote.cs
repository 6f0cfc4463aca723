using Counterpoise.Messages;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// Lee's SMOTE with rejection: a new row is refused if too many of its k nearest rows of the data are of other classes, and drawn anew.
/// </summary>
/// <remarks>
/// After the last round rows of the class, drawn with replacement, fill the gap, and the notes say how many. A row's score is the
/// share of its own class among its nearest rows. Time O(rounds * new rows * rows * columns).
/// Reference: Lee, Kim and Lee, "An over-sampling technique with rejection for imbalanced class learning", IMCOM 2015,
/// doi:10.1145/2701126.2701181.
/// </remarks>
public sealed class LeeSmote : IResampler
{
    private readonly LeeSmoteOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default five neighbours, half of them own.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public LeeSmote(LeeSmoteOptions? options = null)
    {
        _options = options ?? new LeeSmoteOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features);
        rng = new RandomSteps(rng).Next();
        var targets = _options.Strategy.Resolve(classes, Kind);
        var result = new ResultBuilder(features, labels, targets.Values.Sum());
        NeighborIndex? all = null;
        foreach (var (label, count) in targets.Where(target => target.Value > 0))
        {
            var rows = classes[label];
            NeighborDemand.InClass("Lee's SMOTE", label, rows.Length, _options.K);
            all ??= new NeighborIndex(features, _options.Neighbors);
            var own = new NeighborIndex(features.SelectRows(rows), _options.Neighbors);
            var missing = count;
            for (var round = 0; round < _options.MaxRounds && missing > 0; round++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                missing -= Round(result, features, labels, label, rows, all, own, missing, rng, cancellationToken);
            }

            if (missing > 0)
            {
                result.Note($"class {new ClassPart(label)}: after {_options.MaxRounds} rounds {missing} of {count} rows were still "
                    + $"refused and are duplicates");
                var first = result.Reserve(label, missing);
                for (var i = 0; i < missing; i++)
                {
                    var row = rows[rng.NextInteger(rows.Length)];
                    features.Row(row).CopyTo(result.Write(first + i, RowProvenance.Duplicate(row)));
                }
            }
        }

        return result.Build();
    }

    private int Round(
        ResultBuilder result, DenseMatrix features, int[] labels, int label, int[] rows, NeighborIndex all, NeighborIndex own, int count,
            IRandomSource rng, CancellationToken cancellationToken)
    {
        var plan = Interpolation.Plan(rng, rows.Length, _options.K, count, 1);
        var partners = Interpolation.Partners(own, [.. Enumerable.Range(0, rows.Length)], plan, _options.K, cancellationToken);
        var candidates = new DenseMatrix(count, features.Columns);
        for (var i = 0; i < count; i++)
        {
            Interpolation.Between(features.Row(rows[plan[i].Seed]), features.Row(rows[partners[i]]), plan[i].Gap, candidates.Row(i));
        }

        var table = all.Find(candidates, _options.K, cancellationToken);
        var accepted = 0;
        for (var i = 0; i < count; i++)
        {
            var foreign = (double)DangerZone.Others(table, i, labels, label) / _options.K;
            if (foreign < _options.RejectionLevel)
            {
                accepted++;
                var target = result.Write(result.Reserve(label, 1),
                    new RowProvenance(RowKind.Synthetic, rows[plan[i].Seed], rows[partners[i]], plan[i].Gap, 1 - foreign));
                candidates.Row(i).CopyTo(target);
            }
        }

        return accepted;
    }
}

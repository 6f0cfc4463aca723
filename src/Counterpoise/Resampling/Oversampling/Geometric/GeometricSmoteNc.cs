using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// Geometric SMOTE for rows with categorical columns: numbers are drawn inside a sphere around a row of the class as in
/// <see cref="GeometricSmote"/>, a categorical column takes the value most frequent among the row's k neighbours, and distances are those
/// of <see cref="SmoteNc"/>.
/// </summary>
/// <remarks>
/// The radius is the distance between numbers alone. Ties in a vote are drawn. Time O(seeds * rows * encoded columns).
/// Reference: Fonseca and Bacao, "Geometric SMOTE for imbalanced datasets with nominal and continuous features", Expert Systems with
/// Applications 234, 2023, doi:10.1016/j.eswa.2023.121053.
/// </remarks>
public sealed class GeometricSmoteNc : ICategoryResampler
{
    private readonly GeometricSmoteNcOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; null takes the defaults, with which a table says which columns are categorical.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public GeometricSmoteNc(GeometricSmoteNcOptions? options = null)
    {
        _options = options ?? new GeometricSmoteNcOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public bool TakesCategories(IReadOnlyList<int> categorical, int columns)
    {
        ArgumentNullException.ThrowIfNull(categorical);
        return categorical.Count > 0 && categorical.Count < columns
            && (_options.CategoricalColumns.Length == 0 || categorical.SequenceEqual(_options.CategoricalColumns.Order()));
    }

    /// <inheritdoc/>
    public IResampler For(IReadOnlyList<int> categorical) => new GeometricSmoteNc(_options with { CategoricalColumns = [.. categorical] });

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features, threads: _options.Neighbors.Threads);
        if (_options.CategoricalColumns.Length == 0)
        {
            throw new ArgumentException(
                "Geometric SMOTE-NC does not know which columns hold categories: name them in CategoricalColumns, resample a table that "
                + "knows, or use Geometric SMOTE", nameof(features));
        }

        var encoding = new NominalEncoding(features, _options.CategoricalColumns, classes[classes.FirstSeenMinority]);
        var numeric = NumericColumns.Of(features, _options.CategoricalColumns);
        rng = new RandomSteps(rng).Next();
        var targets = _options.Strategy.Resolve(classes, Kind);
        var result = new ResultBuilder(features, labels, targets.Values.Sum());
        foreach (var (label, count) in targets.Where(target => target.Value > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = classes[label];
            NeighborDemand.InClass("Geometric SMOTE-NC", label, rows.Length, _options.K);
            var plan = Interpolation.Plan(rng, rows.Length, _options.K, count, 1);
            var encoded = encoding.Encode(rows);
            var own = new NeighborIndex(encoded, _options.Neighbors).FindOwn(_options.K, cancellationToken);
            var surfaces = Surfaces(encoding, encoded, labels, label, rows, plan, own, cancellationToken);
            var first = result.Reserve(label, count);
            for (var i = 0; i < count; i++)
            {
                Draw(features, numeric, rows[plan[i].Seed], surfaces[i],
                    result.Write(first + i, new RowProvenance(RowKind.Synthetic, rows[plan[i].Seed], surfaces[i])), rng);
            }

            Vote(encoding, rows, plan, own, result, first, surfaces, rng);
        }

        return result.Build();
    }

    private int[] Surfaces(NominalEncoding encoding, DenseMatrix encoded, int[] labels, int label, int[] rows, Interpolation.Draw[] plan,
        NeighborTable own, CancellationToken cancellationToken)
    {
        int[] partners = Array.ConvertAll(plan, draw => rows[own.Of(draw.Seed)[draw.Rank]]);
        if (_options.Selection == SurfaceSelection.Minority)
        {
            return partners;
        }

        int[] others = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] != label)];
        var nearest = new NeighborIndex(encoding.Encode(others), _options.Neighbors).Find(encoded, 1, cancellationToken);
        return [.. plan.Select((draw, i) => _options.Selection == SurfaceSelection.Majority
            || nearest.Distance(draw.Seed, 0) < own.Distance(draw.Seed, draw.Rank)
            ? others[nearest.Of(draw.Seed)[0]] : partners[i])];
    }

    private void Draw(DenseMatrix features, int[] numeric, int center, int surface, Span<double> target, IRandomSource rng)
    {
        features.Row(center).CopyTo(target);
        double[] from = Array.ConvertAll(numeric, c => features[center, c]), to = Array.ConvertAll(numeric, c => features[surface, c]);
        var drawn = new double[numeric.Length];
        GeometricSmote.Draw(from, to, drawn, rng, _options.Truncation, _options.Deformation);
        for (var k = 0; k < numeric.Length; k++)
        {
            target[numeric[k]] = drawn[k];
        }
    }

    private static void Vote(NominalEncoding encoding, int[] rows, Interpolation.Draw[] plan, NeighborTable own, ResultBuilder result,
        int first, int[] surfaces, IRandomSource rng)
    {
        var neighbors = Array.ConvertAll(plan, draw => own.Of(draw.Seed).ToArray());
        foreach (var categories in encoding.Columns)
        {
            var winners = categories.Vote(neighbors, rows, encoding.Unit, rng);
            for (var i = 0; i < plan.Length; i++)
            {
                result[first + i][categories.Column] = winners[i];
            }
        }

        for (var i = 0; i < plan.Length; i++)
        {
            result.ParentsOf(first + i, [.. neighbors[i].Select(n => rows[n]).Prepend(surfaces[i]).Prepend(rows[plan[i].Seed]).Distinct()]);
        }
    }
}

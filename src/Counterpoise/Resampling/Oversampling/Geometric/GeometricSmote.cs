using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// Geometric SMOTE: new rows drawn inside a sphere around a row of the class, whose radius is the distance to a surface row; the
/// sphere may be cut (truncation) and pressed towards the line to that row (deformation).
/// </summary>
/// <remarks>
/// With v uniform in the unit ball and e the direction to the surface row: mirrored, <c>v - 2 (v.e) e</c>, if
/// <c>|truncation - v.e| > 1</c>; then <c>x + R ((v.e) e + (1 - deformation) (v - (v.e) e))</c>. Time O(seeds * rows * columns).
/// Reference: Douzas and Bacao, "Geometric SMOTE", Information Sciences 2019, doi:10.1016/j.ins.2019.06.007.
/// </remarks>
public sealed class GeometricSmote : IResampler
{
    private readonly GeometricSmoteOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default combined selection and the half sphere.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public GeometricSmote(GeometricSmoteOptions? options = null)
    {
        _options = options ?? new GeometricSmoteOptions();
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
        foreach (var (label, count) in targets.Where(target => target.Value > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = classes[label];
            NeighborDemand.InClass("Geometric SMOTE", label, rows.Length, _options.K);
            var plan = Interpolation.Plan(rng, rows.Length, _options.K, count, 1);
            var surfaces = Surfaces(features, labels, label, rows, plan, cancellationToken);
            var first = result.Reserve(label, count);
            for (var i = 0; i < count; i++)
            {
                var center = rows[plan[i].Seed];
                var target = result.Write(first + i, new RowProvenance(RowKind.Synthetic, center, surfaces[i]));
                Draw(features.Row(center), features.Row(surfaces[i]), target, rng, _options.Truncation, _options.Deformation);
            }
        }

        return result.Build();
    }

    private int[] Surfaces(DenseMatrix features, int[] labels, int label, int[] rows, Interpolation.Draw[] plan,
        CancellationToken cancellationToken)
    {
        int[] own = [], foreign = [];
        if (_options.Selection != SurfaceSelection.Majority)
        {
            var index = new NeighborIndex(features.SelectRows(rows), _options.Neighbors);
            var partners = Interpolation.Partners(index, [.. Enumerable.Range(0, rows.Length)], plan, _options.K, cancellationToken);
            own = Array.ConvertAll(partners, p => rows[p]);
        }

        if (_options.Selection != SurfaceSelection.Minority)
        {
            var others = Enumerable.Range(0, labels.Length).Where(i => labels[i] != label).ToArray();
            var table = new NeighborIndex(features.SelectRows(others), _options.Neighbors)
                .Find(features.SelectRows(rows), 1, cancellationToken);
            foreign = Array.ConvertAll(plan, draw => others[table.Of(draw.Seed)[0]]);
        }

        return _options.Selection switch
        {
            SurfaceSelection.Minority => own,
            SurfaceSelection.Majority => foreign,
            _ => [.. plan.Select((draw, i) => Distance(rows[draw.Seed], foreign[i]) < Distance(rows[draw.Seed], own[i]) ? foreign[i]
                : own[i])],
        };

        double Distance(int row, int other) => ExactDistance.Squared(features.Row(row), features.Row(other));
    }

    /// <summary>Draws inside the ball around a row whose radius is the distance to a surface row.</summary>
    internal static void Draw(ReadOnlySpan<double> center, ReadOnlySpan<double> surface, Span<double> target, IRandomSource rng,
        double truncation, double deformation)
    {
        var norm = 0.0;
        foreach (ref var value in target)
        {
            value = rng.NextNormal();
            norm += value * value;
        }

        // A d-th root makes the point uniform in the ball rather than crowded at its center.
        var length = Math.Pow(rng.NextDouble(), 1.0 / target.Length) / Math.Sqrt(norm);
        var radius = Math.Sqrt(ExactDistance.Squared(center, surface));
        var along = 0.0;
        for (var c = 0; c < target.Length; c++)
        {
            target[c] *= length;
            along += radius > 0 ? target[c] * (surface[c] - center[c]) / radius : 0;
        }

        var mirrored = Math.Abs(truncation - along) > 1;
        for (var c = 0; c < target.Length; c++)
        {
            var direction = radius > 0 ? (surface[c] - center[c]) / radius : 0;
            var across = target[c] - (along * direction);
            target[c] = center[c] + (radius * (((mirrored ? -along : along) * direction) + ((1 - deformation) * across)));
        }
    }
}

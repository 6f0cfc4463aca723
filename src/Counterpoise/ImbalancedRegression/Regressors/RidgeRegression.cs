using System.Globalization;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Linear regression with a squared penalty on the coefficients; the intercept is not penalised.</summary>
/// <remarks>
/// Minimises Σ w (y − b − xβ)² + ridge |β|², weights scaled to mean 1, by Cholesky on the centred normal equations: O(n d² + d³). Equal to
/// scikit-learn's Ridge. Give it columns of comparable scale. Reference: Hoerl and Kennard, Technometrics 1970,
/// doi:10.1080/00401706.1970.10488634.
/// </remarks>
public sealed class RidgeRegression : IRegressor
{
    private readonly double _ridge;

    /// <summary>Makes it.</summary>
    /// <param name="ridge">The penalty, finite and above 0. Default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The penalty is not above 0.</exception>
    public RidgeRegression(double ridge = 1)
    {
        if (!(ridge > 0 && double.IsFinite(ridge)))
            throw new ArgumentOutOfRangeException(nameof(ridge), ridge, "a ridge is a finite number above 0");
        _ridge = ridge;
    }

    /// <inheritdoc/>
    public string Name => "ridge";

    /// <inheritdoc/>
    public IFittedRegressor Fit(DenseMatrix features, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, IRandomSource rng,
        CancellationToken cancellationToken = default)
    {
        var w = RegressionFit.Check(features, targets, weights);
        var scale = w.Length / w.Sum();
        var columns = features.Columns;
        var centre = new double[columns];
        double mean = 0, total = 0;
        for (var i = 0; i < w.Length; i++)
        {
            w[i] *= scale;
            total += w[i];
            mean += w[i] * targets[i];
            var row = features.Row(i);
            for (var c = 0; c < columns; c++) centre[c] += w[i] * row[c];
        }

        mean /= total;
        for (var c = 0; c < columns; c++) centre[c] /= total;
        var coefficients = Solve(features, targets, w, centre, mean, cancellationToken);
        return new FittedRidge(mean, centre, coefficients);
    }

    private double[] Solve(DenseMatrix features, ReadOnlySpan<double> targets, double[] w, double[] centre, double mean,
        CancellationToken cancellationToken)
    {
        var columns = centre.Length;
        var (normal, right, centred) = (new DenseMatrix(columns, columns), new double[columns], new double[columns]);
        for (var i = 0; i < w.Length; i++)
        {
            if (i % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
            var row = features.Row(i);
            for (var c = 0; c < columns; c++) centred[c] = row[c] - centre[c];
            for (var c = 0; c < columns; c++)
            {
                var weighted = w[i] * centred[c];
                if (weighted == 0) continue;
                right[c] += weighted * (targets[i] - mean);
                var into = normal.Row(c);
                for (var other = 0; other <= c; other++) into[other] += weighted * centred[other];
            }
        }

        for (var c = 0; c < columns; c++) normal[c, c] += _ridge;
        return Cholesky.TrySolve(normal, right) ? right : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"the columns are so alike that a ridge of {_ridge} does not tell them apart: give a larger one, or columns of like scale"),
            nameof(features));
    }
}

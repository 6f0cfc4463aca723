using Counterpoise.Transfer.Sampling;

namespace Counterpoise.Transfer.Strategies;

/// <summary>
/// The posterior of ln θ_g ~ N(μ, τ²), ln β_g ~ N(ν, σ²) in (u, ln τ, v, ln σ, a_1, b_1, …): μ = centre(τ) + scale(τ) u, ν = centre(σ) +
/// scale(σ) v, groups as <see cref="HierarchicalGroup"/> says. Sources whose own fit is near normal are integrated out: (ln θ̂, ln β̂) ~
/// N((μ, ν), V + diag(τ², σ²)).
/// </summary>
internal sealed class HierarchicalModel : ILogDensity
{
    /// <summary>Parameters before those of the groups.</summary>
    public const int Shared = 4;

    private readonly IReadOnlyList<HierarchicalGroup> _groups;
    private readonly IReadOnlyList<SourceSummary> _summaries;
    private readonly HierarchicalPrior _prior;
    private readonly PopulationMean _mean;
    private readonly PopulationMean _betaMean;

    public HierarchicalModel(IReadOnlyList<HierarchicalGroup> groups, IReadOnlyList<SourceSummary> summaries, HierarchicalPrior prior)
    {
        (_groups, _summaries, _prior) = (groups, summaries, prior);
        _mean = new PopulationMean([.. summaries.Select(s => s.LogMedian)], [.. summaries.Select(s => s.Covariance.Median)], prior.Mean);
        _betaMean = new PopulationMean(
            [.. summaries.Select(s => s.LogBeta)], [.. summaries.Select(s => s.Covariance.Dispersion)], prior.BetaMean);
    }

    public int Size => Shared + (2 * _groups.Count);

    /// <summary>ln θ of a group in a draw.</summary>
    public double LogMedian(double[] draw, int group)
    {
        var a = draw[Shared + (2 * group)];
        return _groups[group].Fit is { } fit ? Math.Log(fit.Median) + (fit.MedianDeviation * a)
            : Place(_mean, draw[0], draw[1]) + (Math.Exp(draw[1]) * a);
    }

    /// <summary>ln β of a group in a draw.</summary>
    public double LogBeta(double[] draw, int group)
    {
        var b = draw[Shared + (2 * group) + 1];
        return _groups[group].Fit is { } fit
            ? Math.Log(fit.Beta) + (Math.Sqrt(fit.Covariance!.Dispersion) * b)
            : Place(_betaMean, draw[2], draw[3]) + (Math.Exp(draw[3]) * b);
    }

    public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
    {
        gradient.Clear();
        // Far outside, in a trajectory that goes astray, exponentials would overflow.
        if (Math.Abs(at[1]) > 30 || Math.Abs(at[3]) > 30) return double.NegativeInfinity;
        var (tau, sigma) = (Math.Exp(at[1]), Math.Exp(at[3]));
        var (mean, betaMean) = (_mean.At(tau), _betaMean.At(sigma));
        var (mu, nu) = (mean.Centre + (mean.Scale * at[0]), betaMean.Centre + (betaMean.Scale * at[2]));
        var value = Normal(mu, _prior.Mean, ref gradient[0]) + Normal(nu, _prior.BetaMean, ref gradient[2]);
        value += HalfNormal(at[1], tau, _prior.MedianScale, ref gradient[1]) + HalfNormal(at[3], sigma, _prior.BetaScale, ref gradient[3]);
        foreach (var summary in _summaries) value += summary.LogDensity(mu, nu, tau, sigma, gradient);
        for (var g = 0; g < _groups.Count; g++)
            value += Group(_groups[g], at.Slice(Shared + (2 * g), 2), mu, nu, tau, sigma, gradient, gradient.Slice(Shared + (2 * g), 2));
        // The change of variables from (μ, ν) to (u, v), with its Jacobian.
        gradient[1] += (gradient[0] * (mean.CentreSlope + (mean.ScaleSlope * at[0]))) + (mean.ScaleSlope / mean.Scale);
        gradient[3] += (gradient[2] * (betaMean.CentreSlope + (betaMean.ScaleSlope * at[2]))) + (betaMean.ScaleSlope / betaMean.Scale);
        gradient[0] *= mean.Scale;
        gradient[2] *= betaMean.Scale;
        value += Math.Log(mean.Scale) + Math.Log(betaMean.Scale);
        return double.IsNaN(value) ? double.NegativeInfinity : value;
    }

    /// <summary>A group's ln density; writes its own gradient and adds that of (μ, ln τ, ν, ln σ).</summary>
    private static double Group(
        HierarchicalGroup group, ReadOnlySpan<double> at, double mu, double nu, double tau, double sigma, Span<double> shared,
            Span<double> own)
    {
        Span<double> slopes = stackalloc double[2];
        if (group.Fit is not { } fit)
        {
            var free = -group.Likelihood.Evaluate([mu + (tau * at[0]), nu + (sigma * at[1])], slopes);
            shared[0] -= slopes[0];
            shared[1] -= slopes[0] * tau * at[0];
            shared[2] -= slopes[1];
            shared[3] -= slopes[1] * sigma * at[1];
            (own[0], own[1]) = (-(slopes[0] * tau) - at[0], -(slopes[1] * sigma) - at[1]);
            return free - (((at[0] * at[0]) + (at[1] * at[1])) / 2);
        }

        var (medianScale, betaScale) = (fit.MedianDeviation, Math.Sqrt(fit.Covariance!.Dispersion));
        var (median, beta) = (Math.Log(fit.Median) + (medianScale * at[0]), Math.Log(fit.Beta) + (betaScale * at[1]));
        var value = -group.Likelihood.Evaluate([median, beta], slopes);
        var (z, y) = ((median - mu) / tau, (beta - nu) / sigma);
        shared[0] += z / tau;
        shared[1] += (z * z) - 1;
        shared[2] += y / sigma;
        shared[3] += (y * y) - 1;
        (own[0], own[1]) = (-(slopes[0] + (z / tau)) * medianScale, -(slopes[1] + (y / sigma)) * betaScale);
        return value - (((z * z) + (y * y)) / 2) - Math.Log(tau) - Math.Log(sigma);
    }

    private static double Place(PopulationMean mean, double u, double logSpread)
    {
        var (centre, scale, _, _) = mean.At(Math.Exp(logSpread));
        return centre + (scale * u);
    }

    private static double Normal(double at, Fitting.NormalPrior prior, ref double gradient)
    {
        var distance = at - prior.Mean;
        gradient -= distance * prior.Precision;
        return -0.5 * distance * distance * prior.Precision;
    }

    /// <summary>Half-normal in the scale itself, with the Jacobian of its logarithm.</summary>
    private static double HalfNormal(double log, double scale, double width, ref double gradient)
    {
        var ratio = scale / width;
        gradient += 1 - (ratio * ratio);
        return log - (ratio * ratio / 2);
    }
}

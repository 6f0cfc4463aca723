using Counterpoise.Randomness;

namespace Counterpoise.Transfer.Sampling;

/// <summary>
/// The No-U-Turn sampler: Hamiltonian Monte Carlo whose trajectories double until they turn back, with a multinomial draw among
/// their points, a step size by dual averaging, and scales learned in warm-up. Chain c draws from its own stream, so that results
/// depend on no thread.
/// </summary>
/// <remarks>
/// References: Hoffman and Gelman, JMLR 2014; Betancourt, "A conceptual introduction to Hamiltonian Monte Carlo", 2017,
/// arXiv 1701.02434.
/// </remarks>
internal static class NoUTurnSampler
{
    /// <summary>Samples, and doubles the draws as often as allowed until every parameter and quantity is sampled well enough.</summary>
    /// <param name="density">The density.</param>
    /// <param name="start">A point of positive density, near which every chain begins.</param>
    /// <param name="options">How.</param>
    /// <param name="seed">Equal seeds give equal draws.</param>
    /// <param name="quantities">Quantities besides the parameters that must be sampled well.</param>
    /// <param name="cancellationToken">Ends the sampling.</param>
    public static PosteriorSample Run(ILogDensity density, double[] start, SamplerOptions options, ulong seed,
        IReadOnlyList<Func<double[], double>> quantities, CancellationToken cancellationToken)
    {
        options.Validate();
        var chains = Enumerable.Range(0, options.Chains).Select(c =>
            new NoUTurnChain(density, new RandomStream(seed, "chain", (ulong)c), start, options)).ToArray();
        foreach (var chain in chains) chain.WarmUp(cancellationToken);
        for (var round = 0; ; round++)
        {
            foreach (var chain in chains) chain.Extend(round == 0 ? options.Draws : chain.Draws.Count, cancellationToken);
            var sample = Summarize(density.Size, chains, quantities);
            if (round == options.Extensions || IsEnough(sample, options)) return sample;
        }
    }

    /// <summary>Whether every R-hat and every effective size is as asked.</summary>
    public static bool IsEnough(PosteriorSample sample, SamplerOptions options) =>
        sample.RHats.All(r => r < options.MaximumRHat) && sample.EffectiveSizes.All(e => e > options.MinimumEffectiveSize);

    private static PosteriorSample Summarize(int size, NoUTurnChain[] chains, IReadOnlyList<Func<double[], double>> quantities)
    {
        var sample = new PosteriorSample([.. chains.Select(c => c.Draws.ToArray())], [], [], chains.Sum(c => c.Divergences));
        Func<double[], double>[] all = [.. Enumerable.Range(0, size).Select(j => (Func<double[], double>)(draw => draw[j])), .. quantities];
        var series = Array.ConvertAll(all, sample.Quantity);
        return sample with { RHats = Array.ConvertAll(series, s => ChainDiagnostics.RHat(s)),
            EffectiveSizes = Array.ConvertAll(series, s => ChainDiagnostics.EffectiveSize(s)) };
    }
}

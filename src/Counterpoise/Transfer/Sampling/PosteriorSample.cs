namespace Counterpoise.Transfer.Sampling;

/// <summary>Draws of all chains with what tells whether they can be used.</summary>
/// <param name="Chains">[chains][draws][parameters].</param>
/// <param name="RHats">R-hat of each parameter.</param>
/// <param name="EffectiveSizes">Effective size of each parameter.</param>
/// <param name="Divergences">Trajectories after warm-up whose energy error exploded.</param>
internal sealed record PosteriorSample(double[][][] Chains, double[] RHats, double[] EffectiveSizes, int Divergences)
{
    /// <summary>A quantity of every draw, [chains][draws].</summary>
    public double[][] Quantity(Func<double[], double> of) => [.. Chains.Select(chain => chain.Select(of).ToArray())];
}

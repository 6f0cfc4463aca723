namespace Counterpoise.Federated.Rounds;

/// <summary>What momentum makes of a number of steps.</summary>
internal static class Momentum
{
    /// <summary>
    /// Wang et al., "Tackling the objective inconsistency problem in heterogeneous federated optimization", NeurIPS 2020, section 4.
    /// </summary>
    internal static double EffectiveSteps(int steps, double momentum) =>
        momentum == 0 ? steps : (steps - (momentum * (1 - Math.Pow(momentum, steps)) / (1 - momentum))) / (1 - momentum);
}

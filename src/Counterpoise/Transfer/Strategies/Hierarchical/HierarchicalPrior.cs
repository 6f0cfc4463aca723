using Counterpoise.Transfer.Fitting;

namespace Counterpoise.Transfer.Strategies;

/// <summary>Priors of what groups share.</summary>
/// <param name="Mean">Of μ, the mean of ln θ over groups.</param>
/// <param name="BetaMean">Of ν, the mean of ln β over groups.</param>
/// <param name="MedianScale">Scale of the half-normal of τ.</param>
/// <param name="BetaScale">Scale of the half-normal of σ.</param>
internal sealed record HierarchicalPrior(NormalPrior Mean, NormalPrior BetaMean, double MedianScale, double BetaScale);

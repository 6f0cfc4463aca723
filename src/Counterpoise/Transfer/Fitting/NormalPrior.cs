namespace Counterpoise.Transfer.Fitting;

/// <summary>A normal prior of a parameter's logarithm or of a coefficient.</summary>
/// <param name="Mean">Its mean, finite.</param>
/// <param name="Deviation">Its standard deviation, finite and above 0.</param>
public sealed record NormalPrior(double Mean, double Deviation)
{
    internal double Precision => 1 / (Deviation * Deviation);

    internal bool IsValid => double.IsFinite(Mean) && double.IsFinite(Deviation) && Deviation > 0;
}

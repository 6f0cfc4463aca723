namespace Counterpoise.Vision.Hyperspectral;

/// <summary>How the input enters the state of a selective scan.</summary>
public enum ScanDiscretization
{
    /// <summary>B̄ = dt·B, as the official code has it. The default.</summary>
    Simplified,

    /// <summary>B̄ = (exp(dt·A) − 1) / A · B, exact zero-order hold.</summary>
    ZeroOrderHold,
}

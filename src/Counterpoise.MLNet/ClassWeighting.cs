namespace Counterpoise.MLNet;

/// <summary>How rows weigh.</summary>
public enum ClassWeighting
{
    /// <summary>Every class weighs the same: a row of class c counts n / (C · n_c).</summary>
    Balanced,

    /// <summary>By the effective number of rows with β = 0.999: (1 − β) / (1 − β^n_c), scaled to a mean of 1.</summary>
    EffectiveNumber,

    /// <summary>By the square root of what balances, scaled to a mean of 1: between no weights and balance.</summary>
    SquareRoot,
}

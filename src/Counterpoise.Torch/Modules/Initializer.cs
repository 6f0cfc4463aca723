namespace Counterpoise.Torch.Modules;

/// <summary>The distribution from which a parameter takes its initial values.</summary>
/// <remarks>
/// Reference for the Kaiming forms: He, Zhang, Ren and Sun, "Delving Deep into Rectifiers", ICCV 2015, arXiv:1502.01852.
/// </remarks>
public sealed record Initializer
{
    private readonly Func<InitializationStream?, double> _draw;

    private Initializer(string description, bool isConstant, Func<InitializationStream?, double> draw)
    {
        (Description, IsConstant, _draw) = (description, isConstant, draw);
    }

    /// <summary>What is drawn, such as <c>U(-0.5, 0.5)</c>.</summary>
    public string Description { get; }

    /// <summary>Whether every value is the same, so that no seed is needed.</summary>
    public bool IsConstant { get; }

    /// <summary>Every value is 0.</summary>
    public static Initializer Zeros { get; } = Constant(0);

    /// <summary>Every value is 1.</summary>
    public static Initializer Ones { get; } = Constant(1);

    /// <summary>Every value is the same.</summary>
    /// <param name="value">That value.</param>
    public static Initializer Constant(double value) => new(FormattableString.Invariant($"{value}"), true, _ => value);

    /// <summary>Uniform on [-bound, bound).</summary>
    /// <param name="bound">Half the width, 0 or more.</param>
    public static Initializer Uniform(double bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bound);
        return new(FormattableString.Invariant($"U(-{bound}, {bound})"), false, s => bound * ((2 * s!.NextDouble()) - 1));
    }

    /// <summary>Normal with mean 0.</summary>
    /// <param name="deviation">The standard deviation, 0 or more.</param>
    public static Initializer Normal(double deviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        return new(FormattableString.Invariant($"N(0, {deviation}^2)"), false, s => deviation * s!.NextNormal());
    }

    /// <summary>PyTorch's default of linear and convolution layers, for weight and bias alike: U(±1 / sqrt(fanIn)).</summary>
    /// <param name="fanIn">Inputs of one output: channels per group times kernel positions; 1 or more.</param>
    public static Initializer FanIn(long fanIn)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        return Uniform(1 / Math.Sqrt(fanIn));
    }

    /// <summary>Kaiming's normal form with the gain of ReLU: N(0, 2 / fan).</summary>
    /// <param name="fan">Fan in or fan out, 1 or more.</param>
    public static Initializer KaimingNormal(long fan)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fan, 1);
        return Normal(Math.Sqrt(2.0 / fan));
    }

    /// <summary>
    /// The inverse of softplus at step sizes drawn log-uniformly: ln(exp(dt) − 1), for the bias of a state-space model's step.
    /// </summary>
    /// <param name="low">The smallest step, above 0.</param>
    /// <param name="high">The largest step, above low.</param>
    /// <param name="floor">Steps below it become it, above 0.</param>
    public static Initializer StepSize(double low, double high, double floor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(low);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(high, low);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(floor);
        return new(FormattableString.Invariant($"softplus⁻¹(log-uniform [{low}, {high}])"), false, s =>
        {
            var step = Math.Max(floor, Math.Exp(Math.Log(low) + (s!.NextDouble() * Math.Log(high / low))));
            return step + Math.Log(-double.ExpM1(-step));
        });
    }

    /// <summary>Fills the values in order; the stream may be null for a constant.</summary>
    internal void Fill(Span<double> values, InitializationStream? stream)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _draw(stream);
        }
    }
}

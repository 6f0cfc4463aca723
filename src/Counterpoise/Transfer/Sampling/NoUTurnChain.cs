using Counterpoise.Randomness;

namespace Counterpoise.Transfer.Sampling;

/// <summary>One chain: where it is, its step size, and the scale of each parameter.</summary>
internal sealed class NoUTurnChain
{
    private const int InitialBuffer = 75;
    private const int FinalBuffer = 50;
    private const int FirstWindow = 25;

    private readonly ILogDensity _density;
    private readonly RandomStream _random;
    private readonly SamplerOptions _options;
    private readonly double[] _variances;
    private PhasePoint _at;
    private double _stepSize = 0.1;

    public NoUTurnChain(ILogDensity density, RandomStream random, double[] start, SamplerOptions options)
    {
        (_density, _random, _options) = (density, random, options);
        _variances = [.. Enumerable.Repeat(1.0, density.Size)];
        _at = Start(start);
    }

    public List<double[]> Draws { get; } = [];

    public int Divergences { get; private set; }

    /// <summary>Learns step size and scales in windows that double, as Stan does.</summary>
    public void WarmUp(CancellationToken cancellationToken)
    {
        var steps = StepSizeAdaptation.Begin(Reasonable(), _options.TargetAcceptance);
        var moments = new RunningVariance(_density.Size);
        var (window, end) = (FirstWindow, InitialBuffer + FirstWindow);
        var last = _options.WarmUp - FinalBuffer;
        for (var i = 0; i < _options.WarmUp; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _stepSize = steps.Current;
            steps.Add(Step().Acceptance);
            if (i >= InitialBuffer && i < last) moments.Add(_at.Position);
            if (i + 1 != Math.Min(end, last) || i + 1 < InitialBuffer) continue;
            moments.WriteRegularized(_variances);
            moments = new RunningVariance(_density.Size);
            steps = StepSizeAdaptation.Begin(Reasonable(), _options.TargetAcceptance);
            window *= 2;
            // A window too short for its successor takes the rest.
            end = end + window + (2 * window) > last ? last : end + window;
        }

        _stepSize = steps.Averaged;
    }

    /// <summary>Adds draws.</summary>
    public void Extend(int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Step().Diverged) Divergences++;
            Draws.Add(_at.Position);
        }
    }

    private (double Acceptance, bool Diverged) Step()
    {
        var momentum = Momentum();
        var trajectory = new Trajectory(_density, _random, _variances, _stepSize);
        _at = trajectory.Run(_at, momentum);
        return (trajectory.Acceptance, trajectory.Diverged);
    }

    private double[] Momentum() => [.. _variances.Select(v => _random.NextNormal() / Math.Sqrt(v))];

    private PhasePoint Start(double[] start)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            // Chains begin apart, so that R-hat can tell whether they have met.
            double[] position = [.. start.Select(v => v + (0.5 * _random.NextNormal() * (attempt < 50 ? 1 : 0.1)))];
            var gradient = new double[position.Length];
            var value = _density.Evaluate(position, gradient);
            if (double.IsFinite(value) && Array.TrueForAll(gradient, double.IsFinite)) return new PhasePoint(position, gradient, value);
        }

        throw new InvalidOperationException(
            "the sampler found no point of positive density near the start: look at priors that exclude the records");
    }

    /// <summary>A step size whose first step is accepted about as often as not.</summary>
    private double Reasonable()
    {
        var (momentum, size) = (Momentum(), _stepSize);
        double Gain(double step)
        {
            var (point, after) = Trajectory.Leapfrog(_density, _at, momentum, _variances, step);
            var energy = Trajectory.Energy(point, after, _variances) - Trajectory.Energy(_at, momentum, _variances);
            return double.IsNaN(energy) ? double.NegativeInfinity : -energy;
        }

        var grows = Gain(size) > Math.Log(0.8);
        for (var i = 0; i < 60 && (Gain(size) > Math.Log(0.8)) == grows; i++) size *= grows ? 2 : 0.5;
        return Math.Clamp(size, 1e-8, 1e3);
    }
}

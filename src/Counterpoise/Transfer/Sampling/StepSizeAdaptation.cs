namespace Counterpoise.Transfer.Sampling;

/// <summary>Nesterov's dual averaging of the step size towards an acceptance.</summary>
internal sealed class StepSizeAdaptation
{
    // Hoffman and Gelman's constants.
    private const double Gamma = 0.05;
    private const double Offset = 10;
    private const double Kappa = 0.75;

    private readonly double _target;
    private readonly double _shrinkTo;
    private double _error;
    private double _logAveraged;
    private int _count;

    private StepSizeAdaptation(double start, double target) =>
        (_target, _shrinkTo, Current, _logAveraged) = (target, Math.Log(10 * start), start, Math.Log(start));

    public double Current { get; private set; }

    public double Averaged => Math.Exp(_logAveraged);

    public static StepSizeAdaptation Begin(double start, double target) => new(start, target);

    public void Add(double acceptance)
    {
        _count++;
        var share = 1 / (_count + Offset);
        _error = ((1 - share) * _error) + (share * (_target - acceptance));
        var log = _shrinkTo - (Math.Sqrt(_count) / Gamma * _error);
        var weight = Math.Pow(_count, -Kappa);
        _logAveraged = (weight * log) + ((1 - weight) * _logAveraged);
        Current = Math.Exp(log);
    }
}

using Counterpoise.Randomness;

namespace Counterpoise.Transfer.Sampling;

/// <summary>One trajectory of the No-U-Turn sampler.</summary>
internal sealed class Trajectory(ILogDensity density, RandomStream random, double[] variances, double stepSize)
{
    private const int DeepestDoubling = 10;
    private const double DivergentEnergy = 1000;

    private double _energy;
    private double _acceptances;
    private int _steps;

    /// <summary>Mean acceptance of the trajectory's points.</summary>
    public double Acceptance => _steps == 0 ? 0 : _acceptances / _steps;

    public bool Diverged { get; private set; }

    /// <summary>Runs from a point and draws the next.</summary>
    public PhasePoint Run(PhasePoint at, double[] momentum)
    {
        _energy = Energy(at, momentum, variances);
        var velocity = Velocity(momentum);
        var (back, front) = (new End(at, momentum, velocity), new End(at, momentum, velocity));
        var (sum, weight, chosen) = (momentum, 0.0, at);
        for (var depth = 0; depth < DeepestDoubling; depth++)
        {
            var forward = random.NextDouble() < 0.5;
            var tree = Build(depth, forward ? front : back, forward ? stepSize : -stepSize);
            if (tree is null) break;
            if (tree.LogWeight > weight || random.NextDouble() < Math.Exp(tree.LogWeight - weight)) chosen = tree.Proposal;
            weight = LogSum(weight, tree.LogWeight);
            var goesOn = forward ? GoesOn(back, front, sum, tree.Near, tree.Far, tree.Sum)
                : GoesOn(tree.Far, tree.Near, tree.Sum, back, front, sum);
            sum = Add(sum, tree.Sum);
            if (forward) front = tree.Far;
            else back = tree.Far;
            if (!goesOn) break;
        }

        return chosen;
    }

    /// <summary>One leapfrog step.</summary>
    public static (PhasePoint Point, double[] Momentum) Leapfrog(ILogDensity density, PhasePoint from, double[] momentum,
        double[] variances, double step)
    {
        var size = momentum.Length;
        double[] half = new double[size], position = new double[size], gradient = new double[size];
        for (var j = 0; j < size; j++)
        {
            half[j] = momentum[j] + (step / 2 * from.Gradient[j]);
            position[j] = from.Position[j] + (step * variances[j] * half[j]);
        }

        var value = density.Evaluate(position, gradient);
        for (var j = 0; j < size; j++) half[j] += step / 2 * gradient[j];
        return (new PhasePoint(position, gradient, value), half);
    }

    public static double Energy(PhasePoint at, double[] momentum, double[] variances)
    {
        var kinetic = 0.0;
        for (var j = 0; j < momentum.Length; j++) kinetic += momentum[j] * momentum[j] * variances[j];
        return (kinetic / 2) - at.LogDensity;
    }

    private Tree? Build(int depth, End from, double step)
    {
        if (depth == 0) return Single(from, step);
        if (Build(depth - 1, from, step) is not { } first || Build(depth - 1, first.Far, step) is not { } second) return null;
        var weight = LogSum(first.LogWeight, second.LogWeight);
        var proposal = random.NextDouble() < Math.Exp(second.LogWeight - weight) ? second.Proposal : first.Proposal;
        return GoesOn(first.Near, first.Far, first.Sum, second.Near, second.Far, second.Sum)
            ? new Tree(first.Near, second.Far, Add(first.Sum, second.Sum), weight, proposal)
            : null;
    }

    private Tree? Single(End from, double step)
    {
        var (point, momentum) = Leapfrog(density, from.Point, from.Momentum, variances, step);
        var gain = _energy - Energy(point, momentum, variances);
        if (double.IsNaN(gain)) gain = double.NegativeInfinity;
        _steps++;
        _acceptances += Math.Min(1, Math.Exp(gain));
        if (gain < -DivergentEnergy)
        {
            Diverged = true;
            return null;
        }

        var end = new End(point, momentum, Velocity(momentum));
        return new Tree(end, end, momentum, gain, point);
    }

    /// <summary>Whether neither the whole nor either half joined with its neighbour's nearest point has begun to turn back.</summary>
    private static bool GoesOn(End farLeft, End left, double[] leftSum, End right, End farRight, double[] rightSum) =>
        Agrees(farLeft.Velocity, farRight.Velocity, leftSum, rightSum)
        && Agrees(farLeft.Velocity, right.Velocity, leftSum, right.Momentum)
        && Agrees(left.Velocity, farRight.Velocity, rightSum, left.Momentum);

    private static bool Agrees(double[] one, double[] other, double[] sum, double[] more)
    {
        var (first, second) = (0.0, 0.0);
        for (var j = 0; j < one.Length; j++)
        {
            var total = sum[j] + more[j];
            first += one[j] * total;
            second += other[j] * total;
        }

        return first > 0 && second > 0;
    }

    private double[] Velocity(double[] momentum) => [.. momentum.Select((p, j) => p * variances[j])];

    private static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static double LogSum(double a, double b) => Math.Max(a, b) + Math.Log(1 + Math.Exp(-Math.Abs(a - b)));

    private sealed record End(PhasePoint Point, double[] Momentum, double[] Velocity);

    private sealed record Tree(End Near, End Far, double[] Sum, double LogWeight, PhasePoint Proposal);
}

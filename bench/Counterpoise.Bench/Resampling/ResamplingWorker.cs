namespace Counterpoise.Bench.Resampling;

/// <summary>Runs one case in this process and prints its measurement.</summary>
internal static class ResamplingWorker
{
    /// <summary>Rows of the call before the measured one; both sides make it, so that loading of code is not measured.</summary>
    private const int WarmUpRows = 3000;

    internal static int Run(string name)
    {
        var workload = ResamplingWorkload.Named(name);
        var (small, smallLabels) = (workload with { Rows = WarmUpRows }).Data();
        workload.Run(small, smallLabels);
        var (features, labels) = workload.Data();
        Console.WriteLine(Measurement.Of(() => workload.Run(features, labels)).ToJson());
        return 0;
    }
}

using System.Diagnostics;
using System.Globalization;
using Counterpoise.Torch.Mpi;

/// <summary>
/// Measures an all-reduce of floats: seconds, and processor seconds of a rank, by bytes. Rank 0 prints a line for each size.
/// </summary>
internal static class CostScenario
{
    public static void Run(MpiWorld world)
    {
        foreach (var bytes in new[] { 8, 1 << 10, 1 << 15, 1 << 20, 4 << 20, 20 << 20, 100 << 20 })
        {
            var data = new float[bytes / sizeof(float)];
            var repeats = bytes < 1 << 20 ? 200 : 15;
            var times = new double[repeats];
            world.AllReduce(data.AsSpan());
            using var process = Process.GetCurrentProcess();
            var cpu = process.TotalProcessorTime;
            var one = new byte[1];
            for (var i = 0; i < repeats; i++)
            {
                world.Broadcast(one);
                var clock = Stopwatch.GetTimestamp();
                world.AllReduce(data.AsSpan());
                times[i] = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
            }

            process.Refresh();
            if (world.Rank == 0)
            {
                Console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture,
                        $"{world.Size} ranks, {bytes} bytes: {times.Order().ElementAt(repeats / 2):0.0000} ms, "
                            + $"{(process.TotalProcessorTime - cpu).TotalMilliseconds / repeats:0.0000} ms of CPU"));
            }
        }
    }
}

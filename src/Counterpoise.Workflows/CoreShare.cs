using Counterpoise.Vision.Experiments;

namespace Counterpoise.Workflows;

/// <summary>How processes that train at once share the cores of a machine.</summary>
public static class CoreShare
{
    /// <summary>The cores that each of several processes on this machine has, at least 1.</summary>
    /// <param name="processes">How many processes there are.</param>
    public static int OfEach(int processes) => Math.Max(1, Environment.ProcessorCount / processes);

    /// <summary>Gives the engine and the loader of this process their share of the cores.</summary>
    /// <param name="options">How to train.</param>
    /// <param name="jobs">How many processes train at once, at least 1.</param>
    /// <param name="threads">Threads of the engine as asked for; 0 for its share.</param>
    /// <returns>The options with the loader's share.</returns>
    public static ImageExperimentOptions Apply(ImageExperimentOptions options, int jobs, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(jobs, 1);
        if (threads > 0 || jobs > 1)
        {
            torch.set_num_threads(threads > 0 ? threads : OfEach(jobs));
        }

        return jobs > 1 ? options with { LoaderThreads = OfEach(jobs) } : options;
    }
}

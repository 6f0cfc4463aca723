using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Learning.Training;
using Counterpoise.Torch.Collectives;
using Counterpoise.Vision.Experiments;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>This process as one of several that train together: rank 0 speaks and writes, the others are silent.</summary>
internal sealed class TrainingRank : IDisposable
{
    /// <summary>The variable by which <see cref="RankLauncher"/> tells its processes that they are ranks.</summary>
    public const string LaunchedVariable = "COUNTERPOISE_LAUNCHED";

    private readonly ProcessGroup _group;
    private readonly LauncherLink? _launcher;

    private TrainingRank(ProcessGroup group, CancellationToken cancellationToken)
    {
        (_group, _launcher) = (group, IsLaunched ? new LauncherLink(cancellationToken) : null);
        Stop = _launcher?.Stop ?? cancellationToken;
    }

    /// <summary>Whether this process was started by <see cref="RankLauncher"/>.</summary>
    public static bool IsLaunched => Environment.GetEnvironmentVariable(LaunchedVariable) == "1";

    /// <summary>What <see cref="Trainer"/> needs.</summary>
    public DataParallel Parallel => new(_group);

    /// <summary>Whether this rank speaks and writes.</summary>
    public bool IsFirst => _group.IsFirst;

    /// <summary>Is cancelled with the caller's, or when the launcher asks to stop.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Meets the other processes that the launcher has started.</summary>
    /// <exception cref="ArgumentException">The variables of a launcher are missing or out of range; all are listed.</exception>
    /// <exception cref="CollectiveException">The others did not come.</exception>
    public static TrainingRank Join(CancellationToken cancellationToken)
    {
        var rank = new TrainingRank(ProcessGroup.FromEnvironment(), cancellationToken);
        Terminal.IsSilent = !rank.IsFirst;
        return rank;
    }

    /// <summary>The processes of a machine share its cores, for reading images too.</summary>
    public static ImageExperimentOptions ShareCores(ImageExperimentOptions options)
    {
        var ranks = int.TryParse(Environment.GetEnvironmentVariable("LOCAL_WORLD_SIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : 1;
        return options with { LoaderThreads = Math.Max(1, (Environment.ProcessorCount / ranks) - 1) };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _group.Dispose();
        _launcher?.Dispose();
    }
}

using System.Runtime.InteropServices;
using Counterpoise.Cli.Output;
using Counterpoise.Learning.Training;
using Counterpoise.Torch.Collectives;
using Counterpoise.Torch.Mpi;
using Counterpoise.Vision.Experiments;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>
/// This process as one of several that mpirun or srun has started to train together: rank 0 speaks and writes, the others are silent.
/// </summary>
internal sealed class TrainingRank : IDisposable
{
    // Long enough for a fault that all ranks have to come to light everywhere, short enough not to leave a person waiting.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Rank 0 writes the last step's checkpoint, which takes what a disk takes.
    private static readonly TimeSpan CheckpointPatience = TimeSpan.FromMinutes(2);

    private readonly ProcessGroup _group;
    private readonly CancellationTokenSource _stop;
    private readonly PosixSignalRegistration? _warning;

    private TrainingRank(ProcessGroup group, CancellationToken cancellationToken)
    {
        (_group, _stop) = (group, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));

        // Slurm warns with it before a time limit (sbatch --signal=USR1@120), and mpirun hands it on to all ranks.
        if (!OperatingSystem.IsWindows())
        {
            _warning = PosixSignalRegistration.Create((PosixSignal)(OperatingSystem.IsMacOS() ? 30 : 10), signal =>
            {
                signal.Cancel = true;
                _stop.Cancel();
            });
        }
    }

    /// <summary>What <see cref="Trainer"/> needs.</summary>
    public DataParallel Parallel => new(_group);

    /// <summary>Whether this rank speaks and writes.</summary>
    public bool IsFirst => _group.IsFirst;

    /// <summary>How many ranks there are.</summary>
    public int Size => _group.Size;

    /// <summary>Is cancelled with the caller's, or when the cluster warns that the job's time is over.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Meets the other processes of the launcher.</summary>
    /// <returns>The rank; null where this process was started alone, for which no MPI is loaded.</returns>
    /// <exception cref="DllNotFoundException">Open MPI is not installed, or the MPI that is there is another.</exception>
    /// <exception cref="MpiException">MPI sees other processes than the launcher started.</exception>
    public static TrainingRank? Join(CancellationToken cancellationToken)
    {
        if (MpiLaunch.FromEnvironment() is null)
        {
            return null;
        }

        var rank = new TrainingRank(ProcessGroup.Join(), cancellationToken);
        Terminal.IsSilent = !rank.IsFirst;
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null or "")
        {
            torch.set_num_threads(rank._group.Processors);
        }

        return rank;
    }

    /// <summary>The ranks of a machine share its cores, for reading images too.</summary>
    public ImageExperimentOptions ShareCores(ImageExperimentOptions options) =>
        options with { LoaderThreads = Math.Max(1, _group.Processors - 1) };

    /// <summary>
    /// Does what one process of each machine has to do before the others, such as fetching a file into the machine's cache.
    /// </summary>
    public async Task<T> FirstOnceAsync<T>(Func<Task<T>> work)
    {
        if (_group.LocalRank > 0)
        {
            _group.Barrier();
            return await work();
        }

        var result = await work();
        _group.Barrier();
        return result;
    }

    /// <summary>
    /// Does this rank's work and ends together with the others. A fault that all ranks have, rank 0 tells; a rank that fails alone tells it
    /// and ends them all, since they would wait for it.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure)
        {
            var code = ExitCode.Of(failure);
            if (IsFirst)
            {
                Terminal.Error(CommandLine.Describe(failure));
            }

            if (!_group.TryEnd(code == ExitCode.Cancelled ? CheckpointPatience : Patience))
            {
                Terminal.Error($"rank {_group.Rank} of {Size} "
                    + $"{(IsFirst ? "ends the others, which would wait for it" : $"failed alone: {CommandLine.Describe(failure)}")}; "
                    + $"train --resume goes on from the last checkpoint");
                _group.Abort(code);
            }

            return code;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _warning?.Dispose();
        _group.Dispose();
        _stop.Dispose();
    }
}

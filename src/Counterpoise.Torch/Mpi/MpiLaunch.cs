using System.Globalization;

namespace Counterpoise.Torch.Mpi;

/// <summary>
/// What the environment says about how this process was started: mpirun sets OMPI_COMM_WORLD_SIZE, srun PMIX_RANK or PMI_RANK and
/// SLURM_STEP_NUM_TASKS, MPICH's mpiexec PMI_SIZE. Nothing is loaded to find out.
/// </summary>
/// <param name="Size">How many processes the launcher started; null where it does not say.</param>
/// <param name="Launcher">The variable that told, with its value, for messages.</param>
public sealed record MpiLaunch(int? Size, string Launcher)
{
    /// <summary>Reads the variables.</summary>
    /// <param name="read">Reads a variable, null where it is not set; the process's environment by default.</param>
    /// <returns>The launch; null where this process was started alone.</returns>
    /// <exception cref="MpiException">srun started several processes without telling them of each other: each would train alone, in the
    /// same folder.</exception>
    public static MpiLaunch? FromEnvironment(Func<string, string?>? read = null)
    {
        read ??= Environment.GetEnvironmentVariable;
        var step = Number(read, "SLURM_STEP_NUM_TASKS");
        var launch = Sized("OMPI_COMM_WORLD_SIZE") ?? Sized("PMI_SIZE") ?? Ranked("PMIX_RANK") ?? Ranked("PMI_RANK");
        if (launch is null && step > 1)
        {
            throw new MpiException(
                $"SLURM_STEP_NUM_TASKS is {step}: srun started {step} processes, but told them nothing of each other (no PMIX_RANK, no "
                + $"PMI_RANK). Start them with srun --mpi=pmix, or with mpirun inside the job; a single process with srun --ntasks=1");
        }

        return launch is { Size: 1 } ? null : launch;

        MpiLaunch? Sized(string name) => Number(read, name) is { } size ? new MpiLaunch(size, $"{name}={size}") : null;
        MpiLaunch? Ranked(string name) => Number(read, name) is { } rank ? new MpiLaunch(step, $"{name}={rank}") : null;
    }

    private static int? Number(Func<string, string?> read, string name) =>
        int.TryParse(read(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

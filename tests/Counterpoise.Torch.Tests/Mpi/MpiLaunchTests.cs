using Counterpoise.Torch.Mpi;

namespace Counterpoise.Tests.Torch.Mpi;

public class MpiLaunchTests
{
    [Theory]
    [InlineData(4, "OMPI_COMM_WORLD_SIZE=4", "OMPI_COMM_WORLD_SIZE=4", "OMPI_COMM_WORLD_RANK=1")]
    [InlineData(3, "PMI_SIZE=3", "PMI_RANK=0", "PMI_SIZE=3")]
    [InlineData(2, "PMIX_RANK=1", "PMIX_RANK=1", "SLURM_STEP_NUM_TASKS=2")]
    [InlineData(null, "PMIX_RANK=1", "PMIX_RANK=1")]
    public void The_variables_of_mpirun_and_srun_tell_that_there_are_others(int? size, string launcher, params string[] variables) =>
        Assert.Equal(new MpiLaunch(size, launcher), Read(variables));

    [Theory]
    [InlineData]
    [InlineData("OMPI_COMM_WORLD_SIZE=1", "OMPI_COMM_WORLD_RANK=0")]
    [InlineData("PMIX_RANK=0", "SLURM_STEP_NUM_TASKS=1")]
    [InlineData("SLURM_STEP_NUM_TASKS=1")]
    [InlineData("SLURM_NTASKS=8", "SLURM_PROCID=0")]
    [InlineData("RANK=0", "WORLD_SIZE=1")]
    public void A_process_started_alone_is_alone_also_in_a_job_of_many_tasks(params string[] variables) => Assert.Null(Read(variables));

    [Fact]
    public void Processes_that_srun_told_nothing_of_each_other_are_refused_before_they_all_train_alone()
    {
        var message = Assert.Throws<MpiException>(() => Read("SLURM_STEP_NUM_TASKS=4", "SLURM_PROCID=2")).Message;
        Assert.Contains("srun started 4 processes", message);
        Assert.Contains("srun --mpi=pmix", message);
    }

    private static MpiLaunch? Read(params string[] variables)
    {
        var values = variables.Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        return MpiLaunch.FromEnvironment(values.GetValueOrDefault);
    }
}

using System.Diagnostics;

namespace Counterpoise.Tests.Torch.Mpi;

public class FailingRanksTests
{
    // mpirun asks the survivors to end and, a second later, ends them; the rest is for a busy machine.
    private const int MostSeconds = 30;

    [Fact]
    public async Task A_killed_rank_ends_the_job_within_seconds_and_mpirun_names_it()
    {
        using var folder = new TemporaryFolder();
        using var mpirun = Mpirun.Start(3, Mpirun.Worker, ["endless", folder.Path]);
        var error = mpirun.StandardError.ReadToEndAsync();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            // .NET writes control sequences to the terminal that mpirun gives each rank.
            Assert.EndsWith("running", mpirun.StandardOutput.ReadLine());
        }

        var ranks = Mpirun.Ranks(mpirun);
        Assert.Equal([0, 1, 2], ranks.Keys);
        Process.GetProcessById(ranks[2]).Kill();
        Assert.True(mpirun.WaitForExit(TimeSpan.FromSeconds(MostSeconds)), "the job did not end");
        Assert.NotEqual(0, mpirun.ExitCode);
        Assert.Contains("process rank 2", await error);
        Assert.Contains("exited on signal 9 (Killed)", await error);
        Assert.All(ranks.Values, process => Assert.True(Mpirun.HasEnded(process), $"process {process} goes on"));
    }

    [Fact]
    public void A_rank_that_fails_alone_tells_it_and_ends_the_others()
    {
        using var folder = new TemporaryFolder();
        var clock = Stopwatch.StartNew();
        var run = Mpirun.Run(3, Mpirun.Worker, "failing", folder.Path);
        Assert.Equal(3, run.ExitCode);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, MostSeconds);
        Assert.Contains("rank 2: this rank has a fault of its own", run.Error);
        // Open MPI's own message about the abort is no part of this: on a busy machine it is lost now and then.
    }

    [Fact]
    public void A_fault_that_all_ranks_have_ends_them_without_an_abort()
    {
        using var folder = new TemporaryFolder();
        var run = Mpirun.Run(2, Mpirun.Worker, "no such scenario", folder.Path);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("rank 0: no scenario 'no such scenario'", run.Error);
        Assert.DoesNotContain("MPI_ABORT", run.Error);
    }
}

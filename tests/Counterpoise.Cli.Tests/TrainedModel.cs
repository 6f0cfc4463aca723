namespace Counterpoise.Tests.Cli;

/// <summary>A data set and a model trained on it from the command line, made once for the tests of a class.</summary>
public sealed class TrainedModel : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainedModel()
    {
        Data = TinyImages.Write(_folder.File("data"));
        Run = _folder.File("run");
        var run = CommandRun.Of(["train", Data, "--method", "wce", "--epochs", "3", "--out", Run, .. TinyImages.Training]);
        Assert.True(run.ExitCode == 0, run.Error);
        Output = run.Output;
    }

    /// <summary>The folder of class folders.</summary>
    public string Data { get; }

    /// <summary>The run's folder.</summary>
    public string Run { get; }

    /// <summary>What train printed.</summary>
    public string Output { get; }

    /// <summary>A file that goes with the fixture.</summary>
    public string File(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();
}

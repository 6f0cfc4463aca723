using System.Text.Json;

namespace Counterpoise.Tests.Cli;

public sealed class FragilityVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Stripes_side_by_side_are_fitted_each_with_table_report_and_export()
    {
        var hazard = _folder.Write("hazard.csv", "im,return_period\n0.1,25\n0.5,500\n2,10000\n");
        var run = CommandRun.Of("fragility", Stripes(), "--trials", "20", "--at", "0.5", "1", "--hazard", hazard, "--fema-p58",
            _folder.File("fragility.csv"), "--report", _folder.File("r.html"), "--origin", "made by hand", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var document = JsonDocument.Parse(run.Output).RootElement;
        var old = document.GetProperty("structures")[0];
        Assert.Equal("old", old.GetProperty("name").GetString());
        Assert.InRange(old.GetProperty("theta").GetDouble(), 0.6, 0.9);
        Assert.Equal(2, old.GetProperty("curve").GetArrayLength());
        Assert.Equal(3, old.GetProperty("forms").GetArrayLength());
        Assert.InRange(old.GetProperty("annualFrequency").GetProperty("value").GetDouble(), 1e-4, 1e-2);
        var lines = File.ReadAllLines(_folder.File("fragility.csv"));
        Assert.StartsWith("ID,Incomplete,Demand-Type", lines[0]);
        Assert.StartsWith("old,0,Spectral Acceleration|1.0,g,0,0,lognormal,", lines[1]);
        Assert.Contains("made by hand", File.ReadAllText(_folder.File("r.html")));
        var table = CommandRun.Of("fragility", Stripes(), "--trials", "20").Output;
        Assert.StartsWith("structure\tfailures\texposed\ttheta", table);
    }

    [Fact]
    public void A_scarce_structure_is_learned_from_the_others_beside_the_controls()
    {
        var curves = _folder.Write("models.csv", "name,theta,beta,theta_deviation\nmodel,1.3,0.5,0.2\n");
        var run = CommandRun.Of("fragility", Stripes(), "--trials", "20", "--target", "new", "--closest", "old", "--curves", curves,
            "--draws", "150", "--report", _folder.File("r.html"), "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var transfer = JsonDocument.Parse(run.Output).RootElement.GetProperty("transfer");
        Assert.Equal(["direct", "source-average", "target-only", "target-firth", "instance", "parameter", "hierarchical", "fusion"],
            transfer.GetProperty("strategies").EnumerateArray().Select(s => s.GetProperty("name").GetString()));
        Assert.Equal(3, transfer.GetProperty("conflicts").GetArrayLength());
        Assert.Contains("id=\"sources\"", File.ReadAllText(_folder.File("r.html")));
        var asked = CommandRun.Of("fragility", Stripes(), "--trials", "20", "--target", "new", "--strategy", "parameter", "--sources",
            "old");
        Assert.True(asked.ExitCode == 0, asked.Error);
        Assert.Contains("parameter: it was asked for", asked.Error);
    }

    [Fact]
    public void Rows_states_capacities_covariates_and_an_experiment_are_read_too()
    {
        var rows = _folder.Write("rows.csv", "surge,failed,class,age\n"
            + string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant(
            $"{1 + (i % 10)},{(i * 7 % 10) * 3 / (12 - (i % 10))  % 2},{(i % 2 == 0 ? "steel" : "timber")},{i % 7}\n"))));
        var fitted = CommandRun.Of("fragility", rows, "--failures", "failed", "--structure", "class", "--json");
        Assert.True(fitted.ExitCode == 0, fitted.Error);
        Assert.Equal(["steel", "timber"], JsonDocument.Parse(fitted.Output).RootElement.GetProperty("structures").EnumerateArray()
            .Select(s => s.GetProperty("name").GetString()));
        var covariates = CommandRun.Of("fragility", rows, "--failures", "failed", "--covariates", "age,class");
        Assert.True(covariates.ExitCode == 0, covariates.Error);
        Assert.Contains("class=timber", covariates.Output);
        var states = _folder.Write("states.csv", "im,state\n" + string.Concat(Enumerable.Range(0, 60)
            .Select(i => FormattableString.Invariant($"{0.1 * (1 + i)},{(i + (i * 17 % 23)) / 28}\n"))));
        var ordered = CommandRun.Of("fragility", states, "--state", "state", "--fema-p58", _folder.File("f.csv"));
        Assert.True(ordered.ExitCode == 0, ordered.Error);
        Assert.Contains("LS2-Theta_0", File.ReadLines(_folder.File("f.csv")).First());
        var capacities = _folder.Write("c.csv", "capacity,standing\n0.5,0\n0.7,0\n0.9,0\n1.1,0\n1.5,1\n1.5,1\n");
        Assert.Contains("2 of them censored", CommandRun.Of("fragility", capacities, "--capacity", "capacity", "--censored", "standing")
            .Error);
        var experiment = CommandRun.Of("fragility", Stripes(), "--trials", "20", "--experiment", "2", "--stripes", "3", "--per-stripe",
            "4", "--pairs", "old=new");
        Assert.True(experiment.ExitCode == 0, experiment.Error);
        Assert.Contains("hierarchical", experiment.Output);
    }

    [Theory]
    [InlineData("im,a\n0,1\n1,2\n", "intensity 0", "--trials", "20")]
    [InlineData("im,a\n1,30\n2,2\n", "30 failures of 20 exposed", "--trials", "20")]
    [InlineData("im,a\n1,\n2,2\n", "line 2 has no value", "--trials", "20")]
    [InlineData("im,a\n1,0\n2,0\n", "the likelihood has no maximum. Take --firth (Firth's penalty)", "--trials", "20")]
    [InlineData("im,a\n1,0\n2,1.5\n", "is 1.5; expected a whole number", "--trials", "20")]
    [InlineData("im,a\n1,0\n2,1\n", "there is no such structure; there are a", "--target", "b")]
    [InlineData("im,a\n1,0\n2,1\n", "no source to learn from", "--target", "a")]
    [InlineData("im,a\n1,0\n2,1\n", "--closest is for a --target", "--closest", "a")]
    [InlineData("im,a\n1,0\n2,1\n", "no column 'x'", "--failures", "x")]
    [InlineData("im,a\n1,0\n2,1\n", "--minimum-beta is 0", "--minimum-beta", "0")]
    [InlineData("im,a\n1,0\n2,1\n", "--confidence is 1", "--confidence", "1")]
    public void What_cannot_be_used_is_bad_input_and_says_why(string table, string message, string option, string value)
    {
        var run = CommandRun.Of("fragility", _folder.Write("t.csv", table), option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Matlab_responses_are_thresholded_and_compared()
    {
        var file = Repository.Data("bridge-seismic/data_EDP1-1.mat");
        var run = CommandRun.Of("fragility", file, "--threshold", "0.0132", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(17, JsonDocument.Parse(run.Output).RootElement[0].GetProperty("coefficients").GetArrayLength());
        Assert.Contains("--threshold", CommandRun.Of("fragility", file).Error);
        Assert.Contains("it has X_scaled, y", CommandRun.Of("fragility", file, "--threshold", "0.01", "--response", "z").Error);
    }

    private string Stripes() => _folder.Write("stripes.csv",
        "im,old,new,third\n0.2,0,0,0\n0.4,3,0,1\n0.6,8,0,4\n0.9,13,3,9\n1.4,19,9,16\n2,20,15,19\n");
}

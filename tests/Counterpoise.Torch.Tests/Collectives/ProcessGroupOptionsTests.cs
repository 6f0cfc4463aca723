using Counterpoise.Torch.Collectives;

namespace Counterpoise.Tests.Torch.Collectives;

public class ProcessGroupOptionsTests
{
    private static readonly Dictionary<string, string> Launched = new() { ["RANK"] = "5", ["WORLD_SIZE"] = "8", ["LOCAL_RANK"] = "1", ["MASTER_ADDR"] = "node0", ["MASTER_PORT"] = "29501" };

    [Fact]
    public void The_variables_of_torchrun_say_the_place() =>
        Assert.Equal(new ProcessGroupOptions { Rank = 5, Size = 8, LocalRank = 1, Address = "node0", Port = 29501 }, Read(Launched));

    [Fact]
    public void A_launcher_that_serves_the_meeting_point_is_joined_under_its_attempt() =>
        Assert.Equal("/worker/attempt_2", Read(new(Launched) { ["TORCHELASTIC_USE_AGENT_STORE"] = "True", ["TORCHELASTIC_RESTART_COUNT"] = "2" }).KeyPrefix);

    [Fact]
    public void Without_a_local_rank_it_is_the_rank()
    {
        var variables = new Dictionary<string, string>(Launched);
        variables.Remove("LOCAL_RANK");
        Assert.Equal(5, Read(variables).LocalRank);
    }

    [Fact]
    public void Everything_missing_is_listed_at_once_with_what_to_do()
    {
        var message = Assert.Throws<ArgumentException>(() => Read([])).Message;
        Assert.All(["RANK is not set", "WORLD_SIZE is not set", "MASTER_ADDR is not set", "MASTER_PORT is not set", "torchrun"], text => Assert.Contains(text, message));
    }

    [Theory]
    [InlineData("RANK", "8", "RANK is '8', this process's number was expected, a whole number in [0, 7]")]
    [InlineData("RANK", "-1", "RANK is '-1'")]
    [InlineData("WORLD_SIZE", "two", "WORLD_SIZE is 'two', the number of processes was expected, a whole number from 1")]
    [InlineData("WORLD_SIZE", "0", "WORLD_SIZE is '0'")]
    [InlineData("LOCAL_RANK", "x", "LOCAL_RANK is 'x'")]
    [InlineData("MASTER_PORT", "70000", "in [1, 65535]")]
    [InlineData("MASTER_ADDR", "", "MASTER_ADDR is not set")]
    public void A_bad_variable_is_named_with_what_was_expected(string name, string value, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Read(new(Launched) { [name] = value })).Message);

    [Fact]
    public void Options_out_of_range_are_listed_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => new ProcessGroupOptions { Rank = 2, Size = 2, LocalRank = -1, Address = "", Port = 0, Timeout = TimeSpan.Zero }.Validate()).Message;
        Assert.All(["Rank is 2", "LocalRank is -1", "Address is empty", "Port is 0", "Timeout is 00:00:00"], text => Assert.Contains(text, message));
    }

    private static ProcessGroupOptions Read(Dictionary<string, string> variables) => ProcessGroupOptions.FromEnvironment(name => variables.GetValueOrDefault(name));
}

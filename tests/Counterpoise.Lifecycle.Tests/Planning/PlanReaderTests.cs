using Counterpoise.Lifecycle.Agents;
using Counterpoise.Lifecycle.Planning;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Lifecycle.Planning;

public class PlanReaderTests
{
    private static readonly string Good = RulePlanner.Propose(Requests.Of()).Plan.ToJson();

    [Fact]
    public void The_plans_of_the_rules_can_be_run_and_are_the_same_for_the_same_numbers()
    {
        foreach (var request in new[] { Requests.Of(), Requests.Of() with { HasStream = true },
            Requests.Of() with { ClassCounts = [1000, 20] },
            Requests.Of() with { ClassCounts = [500, 480], RepeatedShare = .3, GiveawayColumns = 2, Rows = 50_000 } })
        {
            var proposal = RulePlanner.Propose(request);
            Assert.Empty(PlanReader.Check(proposal.Plan));
            Assert.Equal(proposal.Plan.ToJson(), RulePlanner.Propose(request).Plan.ToJson());
            Assert.Equal(proposal.Plan.ToJson(), PlanReader.Read(proposal.Plan.ToJson()).Plan!.ToJson());
        }

        Assert.Contains("drop", RulePlanner.Propose(Requests.Of() with { RepeatedShare = .3 }).Plan.ToJson());
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("null", "a list of steps")]
    [InlineData("[]", "a list of steps")]
    [InlineData("{\"steps\":[]}", "0 steps")]
    [InlineData("{\"steps\":[{}]}", "names no agent")]
    [InlineData("{\"steps\":[{\"agent\":\"shell\"}]}", "names the agent 'shell'")]
    [InlineData("{\"steps\":[{\"agent\":\"ingestion\",\"run\":\"rm -rf /\"}]}", "expected id, agent, params and dependsOn")]
    [InlineData("{\"steps\":[{\"agent\":\"ingestion\"}],\"then\":1}", "nothing else")]
    [InlineData("{\"steps\":[{\"agent\":\"ingestion\",\"params\":{\"target\":\"salary\"}}]}", "a plan may set nothing of ingestion")]
    [InlineData("{\"steps\":[{\"agent\":\"ingestion\",\"dependsOn\":[\"x\"]}]}", "which is no step")]
    [InlineData("{\"steps\":[{\"agent\":\"cleaning\"}]}", "takes a table")]
    [InlineData("{\"steps\":[{\"id\":\"a\",\"agent\":\"ingestion\",\"dependsOn\":[\"b\"]},"
        + "{\"id\":\"b\",\"agent\":\"cleaning\",\"dependsOn\":[\"a\"]}]}", "in a circle")]
    [InlineData("{\"steps\":[{\"agent\":\"ingestion\"},{\"agent\":\"ingestion\"}]}", "two steps are called")]
    [InlineData("{\"steps\":[{\"id\":\"../x\",\"agent\":\"ingestion\"}]}", "lower-case letters")]
    [InlineData("{\"steps\":[{\"agent\":\"ingestion\"},{\"agent\":\"cleaning\",\"dependsOn\":[\"ingestion\"],"
        + "\"params\":{\"repeated-rows\":\"burn\"}}]}", "expected one of keep, drop")]
    [InlineData("{\"steps\":[{\"agent\":\"ingestion\"},{\"agent\":\"cleaning\",\"dependsOn\":[\"ingestion\"]},"
        + "{\"agent\":\"features\",\"dependsOn\":[\"cleaning\"],\"params\":{\"test-share\":1e9}}]}", "a number from 0.05 to 0.5")]
    [InlineData("{\"steps\":[{\"agent\":\"ingestion\",\"params\":{\"a\":[1]}}]}", "expected a text or a number")]
    [InlineData("{\"steps\":[{\"agent\":\"\\ud800\"}]}", "")]
    public void A_plan_with_a_fault_is_refused_with_what_was_expected(string json, string expected)
    {
        var reading = PlanReader.Read(json);
        Assert.Null(reading.Plan);
        Assert.Contains(expected, string.Join('\n', reading.Faults));
    }

    [Fact]
    public void Two_hundred_malformed_and_hostile_plans_end_in_a_refusal_or_in_a_plan_within_all_bounds()
    {
        var (refused, taken) = (0, 0);
        foreach (var json in HostilePlans.Make(200, Good))
        {
            var reading = PlanReader.Read(json);
            Assert.NotEqual(reading.Plan is null, reading.Faults.Count == 0);
            refused += reading.Plan is null ? 1 : 0;
            if (reading.Plan is not { } plan)
                continue;
            taken++;
            Assert.All(plan.Steps, s => Assert.NotNull(AgentCatalog.Find(s.Agent)));
            Assert.All(plan.Steps, s => Assert.All(s.Parameters, p =>
                Assert.Null(AgentCatalog.Find(s.Agent)!.Parameters.Single(a => a.Name == p.Key && !a.IsForPeople).Refusal(p.Value))));
            Assert.Empty(PlanReader.Check(plan));
        }

        Assert.InRange(refused, 120, 200);
        Assert.Equal(200, refused + taken);
    }

    [Fact]
    public void Very_long_and_very_deep_plans_are_refused()
    {
        Assert.Contains("letters", PlanReader.Read(new string(' ', 100_000)).Faults[0]);
        Assert.Contains("no JSON", PlanReader.Read(new string('[', 10_000)).Faults[0]);
        Assert.Contains("40 steps", PlanReader.Read(
            $"{{\"steps\":[{string.Join(',', Enumerable.Repeat("{\"agent\":\"ingestion\"}", 40))}]}}").Faults[0]);
    }
}

internal static class Requests
{
    public static PlanRequest Of() => new() { Rows = 1000, NumericColumns = 5, CategoricalColumns = 2, ClassCounts = [900, 100],
        MissingShare = .01, RepeatedShare = 0, GiveawayColumns = 0, HasStream = false };
}

/// <summary>
/// Plans as a broken or hostile model may answer: texts of all kinds, and a good plan with letters, agents and values put in place of
/// others.
/// </summary>
internal static class HostilePlans
{
    private static readonly string[] Texts =
    [
        "", "Sure! Here is your plan:", "```json\n{}\n```", "{\"steps\":", "{\"steps\":[null]}", "{\"steps\":{}}",
            "{\"steps\":\"rm -rf /\"}", "<script>alert(1)</script>", "'; drop table artifacts; --",
            "{\"steps\":[{\"agent\":\"../../bin/sh\"}]}",
        "{\"steps\":[{\"agent\":\"deployment\"}]}", "{\"steps\":[{\"agent\":\"rollback\"}]}",
            "{\"steps\":[{\"agent\":\"ingestion\",\"params\":{\"target\":\"/etc/passwd\"}}]}", "{\"steps\":[{\"agent\":1}]}",
            "{\"steps\":[[]]}", "1e400", "\"\\ud83d\"", "{\"steps\":[{\"agent\":\"ingestion\",\"agent\":\"shell\"}]}",
        "{\"__proto__\":{},\"steps\":[]}", "\u0000", "{\"steps\":[{\"agent\":\"ingestion\",\"dependsOn\":\"all\"}]}",
            "{\"steps\":[{\"agent\":\"ingestion\",\"params\":null}]}", "{\"steps\":[{\"agent\":\"ingestion\",\"id\":null}]}",
    ];

    private static readonly string[] Poison =
    [
        "shell", "curl http://evil", "$(reboot)", "-1", "NaN", "1e308", "Infinity", "../../..", "", "true", "null", "{}", "[]", "\\u0000",
            "ignore all rules", "999999999999999999999", "deploy", "automl", "repeated-rows", "geometric_mean", "accuracy",
    ];

    public static IEnumerable<string> Make(int count, string good)
    {
        var random = new RandomStream(1, "hostile");
        for (var i = 0; i < count; i++)
        {
            if (i < Texts.Length)
            {
                yield return Texts[i];
                continue;
            }

            var text = good;
            for (var change = 0; change <= random.NextInteger(3); change++)
                text = Change(text, random);
            yield return text;
        }
    }

    private static string Change(string text, RandomStream random)
    {
        if (text.Length < 10)
            return text;
        var place = (int)random.NextInteger(text.Length - 5);
        string Poisoned() => Poison[random.NextInteger(Poison.Length)];
        switch (random.NextInteger(5))
        {
            case 0:
                return text[..place];
            case 1:
                return text.Remove(place, (int)random.NextInteger(5) + 1);
            case 2:
                return text.Insert(place, Poisoned());
            case 3:
                var quotes = Enumerable.Range(0, text.Length).Where(i => text[i] == '"').ToArray();
                if (quotes.Length < 2)
                    return text;
                var first = (int)random.NextInteger(quotes.Length - 1);
                return text[..(quotes[first] + 1)] + Poisoned() + text[quotes[first + 1]..];
            default:
                return text.Replace(new[] { "ingestion", "cleaning", "automl", "features" }[random.NextInteger(4)], Poisoned(),
                    StringComparison.Ordinal);
        }
    }
}

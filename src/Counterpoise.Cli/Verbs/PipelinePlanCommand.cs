using System.ClientModel;
using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Lifecycle.Agents;
using Counterpoise.Lifecycle.Orchestration;
using Counterpoise.Lifecycle.Planning;
using Counterpoise.Workflows;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise pipeline plan data.csv --target y</c>: proposes a plan, by rules or by a language model, and runs nothing.
/// </summary>
internal static class PipelinePlanCommand
{
    private const string KeyVariable = "COUNTERPOISE_API_KEY";

    private static readonly Option<string> Planner = PlannerOption();
    private static readonly Option<Uri?> Endpoint = new("--endpoint") { Description =
        $"With --planner llm: an OpenAI-compatible endpoint, such as http://localhost:11434/v1; its key stands in {KeyVariable}.",
        HelpName = "url" };
    private static readonly Option<string?> Model = new("--model") { Description = "With --planner llm: the model's name.",
        HelpName = "name" };
    private static readonly Option<FileInfo?> Record = new("--record") { Description =
        "With --planner llm: a file to which questions and answers are added.", HelpName = "file" };
    private static readonly Option<FileInfo?> Replay = new("--replay") { Description =
        "With --planner llm: answers of such a file in place of an endpoint's.", HelpName = "file" };

    public static Command Create(Option<string> target, Option<string[]> exclude, Option<FileInfo?> stream)
    {
        var data = new Argument<string>("data") { Description = "A table." };
        var command = new Command("plan", "Propose a plan, and run nothing: counts of the data alone are looked at.") { data, target,
            exclude, stream, Planner, Endpoint, Model, Record, Replay };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new PipelineOptions { Store = ".", Data = parsed.GetValue(data)!, Target = parsed.GetValue(target)!,
                Exclude = Lists.Of(parsed.GetValue(exclude)), Stream = parsed.GetValue(stream)?.FullName };
            return Task.Run(() => RunAsync(parsed, options, cancellationToken), cancellationToken);
        });
        return command;
    }

    /// <summary>Data that cannot be read are bad input.</summary>
    public static T InWords<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (AgentStopException stop)
        {
            throw new InputException(stop.Message);
        }
    }

    private static async Task<int> RunAsync(ParseResult parsed, PipelineOptions options, CancellationToken cancellationToken)
    {
        var request = InWords(() => PipelinePlanning.Describe(options));
        PlanProposal proposal;
        if (parsed.GetValue(Planner) == "rules")
        {
            IgnoredOptions.Refuse(parsed, [Endpoint, Model, Record, Replay], "needs --planner llm");
            proposal = RulePlanner.Propose(request);
        }
        else
        {
            using var client = Client(parsed);
            proposal = await new LlmPlanner(client, new LlmPlannerOptions { Model = parsed.GetValue(Model) ?? "llm" })
                .ProposeAsync(request, cancellationToken);
        }

        if (parsed.GetValue(SharedOptions.Json))
            Terminal.WriteJson(proposal);
        else
            Terminal.WriteData(proposal.Plan.ToJson());
        foreach (var note in proposal.Notes)
            Terminal.Say(note);
        Terminal.Say($"planned by {proposal.Planner}");
        return ExitCode.Ok;
    }

    private static IChatClient Client(ParseResult parsed)
    {
        if (parsed.GetValue(Replay) is { } replay)
            return new ReplayingChatClient(replay.FullName);
        var (endpoint, model) = (parsed.GetValue(Endpoint), parsed.GetValue(Model));
        if (endpoint is null || model is null || !endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https"))
            throw new InputException("--planner llm needs --endpoint, an http or https address, and --model, or --replay");
        // Endpoints on one's own machine take any key.
        var key = Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } set ? set : "none";
        var client = new OpenAIClient(new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = endpoint }).GetChatClient(model)
            .AsIChatClient();
        return parsed.GetValue(Record) is { } record ? new RecordingChatClient(client, record.FullName) : client;
    }

    private static Option<string> PlannerOption()
    {
        var option = new Option<string>("--planner") { Description =
            "Who proposes: rules, or a language model, whose plan is checked and gives way to the rules' where it is wrong.",
            DefaultValueFactory = _ => "rules", HelpName = "rules|llm" };
        option.AcceptOnlyFromAmong("rules", "llm");
        return option;
    }
}

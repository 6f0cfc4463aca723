using System.Text;
using System.Text.Json;
using Counterpoise.Lifecycle.Agents;
using Microsoft.Extensions.AI;

namespace Counterpoise.Lifecycle.Planning;

/// <summary>
/// Lets a language model propose a plan. It sees counts alone (<see cref="PlanRequest"/>), no name and no value of the data; it may answer
/// with JSON alone, which <see cref="PlanReader"/> checks against agents, ranges and order; a wrong answer gets one chance to be mended,
/// and after that, or without an answer in time, the rules plan. It can therefore do nothing that the rules' plans could not.
/// </summary>
/// <param name="client">Any endpoint of Microsoft.Extensions.AI, such as an OpenAI-compatible one or a recorded transcript.</param>
/// <param name="options">Options; the defaults where null.</param>
public sealed class LlmPlanner(IChatClient client, LlmPlannerOptions? options = null) : IPlanner
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly JsonElement Schema = JsonDocument.Parse("""
        {"type":"object","additionalProperties":false,"required":["steps"],"properties":
          {"steps":{"type":"array","maxItems":32,"items":{"type":"object","additionalProperties":false,"required":["agent"],"properties":
            {"id":{"type":"string"},"agent":{"type":"string"},
             "params":{"type":"object","additionalProperties":{"type":"string"}},
             "dependsOn":{"type":"array","items":{"type":"string"}}}}}}}
        """).RootElement;

    /// <inheritdoc/>
    public async Task<PlanProposal> ProposeAsync(PlanRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var chosen = options ?? new LlmPlannerOptions();
        chosen.Validate();
        var rules = RulePlanner.Propose(request);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(chosen.Timeout);
        try
        {
            return await AskAsync(request, rules, chosen, time.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever an endpoint does, there is a plan: the message may hold anything, and stays out of the log.
            return rules with { Notes = [.. rules.Notes, fault is OperationCanceledException
                ? $"{chosen.Model} gave no answer within {chosen.Timeout.TotalSeconds:0} seconds: the rules plan"
                : $"{chosen.Model} could not be asked ({fault.GetType().Name}): the rules plan"] };
        }
    }

    private async Task<PlanProposal> AskAsync(PlanRequest request, PlanProposal rules, LlmPlannerOptions chosen,
        CancellationToken cancellationToken)
    {
        var (notes, tokens) = (new List<string>(), 0L);
        List<ChatMessage> messages = [new(ChatRole.System, Instructions()), new(ChatRole.User, JsonSerializer.Serialize(request, Json))];
        var settings = new ChatOptions { Temperature = 0, MaxOutputTokens = chosen.MostOutputTokens,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema, "plan") };
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var response = await client.GetResponseAsync(messages, settings, cancellationToken).ConfigureAwait(false);
            var text = Bare(response.Text);
            var reading = PlanReader.Read(text);
            if (reading.Plan is { } plan)
                return new PlanProposal(plan, chosen.Model, [.. notes, .. Differences(plan, rules.Plan)]);
            notes.Add($"answer {attempt} of {chosen.Model} was refused: {string.Join("; ", reading.Faults)}");
            tokens += response.Usage?.TotalTokenCount ?? (messages.Sum(m => m.Text.Length) + text.Length) / 4;
            if (tokens >= chosen.MostTokens)
            {
                notes.Add($"{tokens} of {chosen.MostTokens} tokens are spent");
                break;
            }

            messages = [.. messages, new(ChatRole.Assistant, text.Length > 4000 ? text[..4000] : text),
                new(ChatRole.User, $"The plan was refused: {string.Join("; ", reading.Faults)}. Answer with a plan that has none of "
                + $"these faults, and nothing else.")];
        }

        return rules with { Notes = [.. rules.Notes, .. notes, "the rules plan"] };
    }

    /// <summary>What the plan has that the rules' plan has not, for the person who decides.</summary>
    private static IEnumerable<string> Differences(PipelinePlan plan, PipelinePlan rules)
    {
        foreach (var step in plan.Steps)
        {
            if (rules.Steps.FirstOrDefault(s => s.Agent == step.Agent) is not { } known)
                yield return $"+ step {step.Id} ({step.Agent}), which the rules do not have";
            else
                foreach (var (name, value) in step.Parameters.Where(p =>
                    known.Parameters.GetValueOrDefault(p.Key, AgentCatalog.Find(step.Agent)!.Parameters.First(a => a.Name == p.Key)
                    .Default) != p.Value))
                    yield return $"~ {step.Id}: {name} is {value}, by the rules "
                        + $"{known.Parameters.GetValueOrDefault(name,
                            AgentCatalog.Find(step.Agent)!.Parameters.First(a => a.Name == name).Default)}";
        }

        foreach (var missing in rules.Steps.Where(s => plan.Steps.All(p => p.Agent != s.Agent)))
            yield return $"- step {missing.Id} ({missing.Agent}), which the rules have";
    }

    private static string Instructions()
    {
        var text = new StringBuilder("""
            You plan a machine-learning pipeline for a table with a rare class. You are given counts of the table as JSON, and
            nothing else of it.
            Answer with JSON alone: {"steps":[{"id":"...","agent":"...","params":{"name":"value"},"dependsOn":["..."]}]}.
            Each step may take artifacts of the steps that it depends on. Leave params out where the default will do. Agents:

            """);
        foreach (var agent in AgentCatalog.All)
        {
            text.Append($"- {agent.Name}: {agent.Description} Takes {string.Join(", ", agent.Takes)}; gives {agent.Gives}.\n");
            foreach (var p in agent.Parameters.Where(p => !p.IsForPeople))
                text.Append(System.Globalization.CultureInfo.InvariantCulture,
                    $"  {p.Name} (default {p.Default}): {p.Description} "
                    + $"{(p.Words.Count > 0 ? $"One of {string.Join(", ", p.Words)}." : p.Low is null ? ""
                        : $"From {p.Low} to {p.High}.")}\n");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>The JSON without the fence that some models put around it.</summary>
    private static string Bare(string text)
    {
        var bare = text.Trim();
        if (!bare.StartsWith("```", StringComparison.Ordinal) || bare.IndexOf('\n', StringComparison.Ordinal) is not (> 0 and var line)
            || !bare.EndsWith("```", StringComparison.Ordinal) || bare.Length < line + 4)
            return bare;
        return bare[(line + 1)..^3].Trim();
    }
}

using Microsoft.Extensions.AI;

namespace Counterpoise.Lifecycle.Planning;

/// <summary>
/// Answers from a recorded transcript, bit for bit: a question that is not in it, to the letter, is refused, so that a replay cannot drift
/// from what was recorded.
/// </summary>
public sealed class ReplayingChatClient : IChatClient
{
    private readonly Dictionary<string, string> _answers;

    /// <summary>Reads the transcript.</summary>
    /// <param name="path">What <see cref="RecordingChatClient"/> wrote.</param>
    /// <exception cref="InvalidDataException">It is no transcript.</exception>
    public ReplayingChatClient(string path)
    {
        _answers = [];
        foreach (var line in Transcript.Read(path))
        {
            if (Transcript.HashOf(line.Question) != line.Hash)
                throw new InvalidDataException($"'{path}' was changed: a question does not have its hash");
            _answers[line.Hash] = line.Answer;
        }
    }

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var question = Question(messages);
        return _answers.TryGetValue(Transcript.HashOf(question), out var answer)
            ? Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer)))
            : throw new InvalidOperationException("the transcript has no answer to this question");
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("a transcript holds whole answers");

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    /// <summary>Nothing is held.</summary>
    public void Dispose()
    {
    }

    internal static string Question(IEnumerable<ChatMessage> messages) =>
        string.Join('\u001e', messages.Select(m => $"{m.Role.Value}\u001f{m.Text}"));
}

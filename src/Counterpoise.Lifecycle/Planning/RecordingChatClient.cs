using Microsoft.Extensions.AI;

namespace Counterpoise.Lifecycle.Planning;

/// <summary>
/// Passes questions on and writes each with its answer to a file, from which <see cref="ReplayingChatClient"/> answers again.
/// </summary>
/// <param name="inner">The endpoint.</param>
/// <param name="path">The file, to which is added.</param>
public sealed class RecordingChatClient(IChatClient inner, string path) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var asked = messages.ToList();
        var response = await base.GetResponseAsync(asked, options, cancellationToken).ConfigureAwait(false);
        var question = ReplayingChatClient.Question(asked);
        await File.AppendAllTextAsync(path, new Transcript(Transcript.HashOf(question), question, response.Text).ToLine(),
            cancellationToken).ConfigureAwait(false);
        return response;
    }
}

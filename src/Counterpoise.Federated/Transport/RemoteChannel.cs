using Counterpoise.Federated.Rounds;
using Counterpoise.Federated.Transport.Protos;
using Grpc.Core;

namespace Counterpoise.Federated.Transport;

/// <summary>One client that is connected.</summary>
internal sealed class RemoteChannel(ClientInfo info, IServerStreamWriter<ServerMessage> answers) : IClientChannel
{
    private readonly Lock _one = new();
    private Task _sending = Task.CompletedTask;
    private TaskCompletionSource<ClientUpdate>? _pending;
    private int _round = -1;
    private string? _gone;

    public ClientInfo Info => info;

    public async Task<ClientUpdate> TrainAsync(RoundRequest request, CancellationToken cancellationToken)
    {
        var pending = new TaskCompletionSource<ClientUpdate>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_one)
        {
            if (_gone is not null)
            {
                throw new ClientLostException(info.Name, _gone);
            }

            (_pending, _round) = (pending, request.Round);
        }

        var message = new Round { Number = request.Round, State = StateMessages.ToMessage(request.State),
            Extras = StateMessages.ToMessage(request.Extras) };
        await SendAsync(new ServerMessage { Round = message }).WaitAsync(cancellationToken).ConfigureAwait(false);
        return await pending.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes an answer; one to a round that is over came too late and is dropped.</summary>
    internal void Receive(ClientMessage message)
    {
        lock (_one)
        {
            switch (message.ContentCase)
            {
                case ClientMessage.ContentOneofCase.Update when message.Update.Round == _round:
                    var update = message.Update;
                    _pending?.TrySetResult(new ClientUpdate(info.Name, update.Rows, update.Steps, StateMessages.FromMessage(update.State),
                        StateMessages.FromMessage(update.Extras), update.Loss, [.. update.Moves]));
                    break;
                case ClientMessage.ContentOneofCase.Failure when message.Failure.Round == _round:
                    _pending?.TrySetException(new ClientLostException(info.Name, message.Failure.Reason));
                    break;
                default:
                    break;
            }
        }
    }

    internal void Close(string reason)
    {
        lock (_one)
        {
            _gone ??= reason;
            _pending?.TrySetException(new ClientLostException(info.Name, reason));
        }
    }

    /// <summary>Sends a message after those before it.</summary>
    internal Task SendAsync(ServerMessage message)
    {
        lock (_one)
        {
            return _sending = SendAfterAsync(_sending, message);
        }
    }

    private async Task SendAfterAsync(Task earlier, ServerMessage message)
    {
        try
        {
            await earlier.ConfigureAwait(false);
            await answers.WriteAsync(message).ConfigureAwait(false);
        }
        catch (Exception exception) when (
            exception is IOException or InvalidOperationException or RpcException or OperationCanceledException)
        {
            Close("its connection is closed");
            throw new ClientLostException(info.Name, "its connection is closed", exception);
        }
    }
}
